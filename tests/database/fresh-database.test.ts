import { describe, expect, test } from "@jest/globals";
import pg from "pg";
import { freshDatabase } from "../support/postgres.ts";

describe("a fresh database", () => {
  test("is a real PostgreSQL that no other test shares", async () => {
    const [mine, yours] = await Promise.all([freshDatabase("empty"), freshDatabase("empty")]);
    await query(mine, "CREATE TABLE note (words text)");
    await expect(query(yours, "SELECT * FROM note")).rejects.toThrow('relation "note" does not exist');
  });

  test("knows how letters of every language are folded", async () => {
    const [row] = await query(await freshDatabase("empty"), "SELECT lower('ÇĞÖ ЖЩ') AS lower, version() AS version");
    expect(row).toMatchObject({ lower: "çğö жщ", version: expect.stringContaining("PostgreSQL 18") });
  });

  test("comes with the migrations applied", async () => {
    const rows = await query(await freshDatabase(), "SELECT finished_at FROM _prisma_migrations");
    expect(rows.length).toBeGreaterThan(0);
  });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
