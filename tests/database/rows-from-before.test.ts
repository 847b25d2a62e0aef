import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import { brand, type CategoryKey } from "../../core/ids.ts";
import { migrationNames, migrationsFolder } from "../../core/store/migrations/migration-folder.ts";
import { openStore } from "../../core/store/open-store.ts";
import { customer, storedChat, storedComplaint } from "../contract/store.fixtures.ts";
import { freshDatabase } from "../support/postgres.ts";

const ids = { uuid: uuidv7 };

test("those who waited when owners got reasons had asked for a person, and are listed by when they wrote", async () => {
  const url = await freshDatabase("empty");
  const names = await migrationNames();
  const first = names.findIndex((name) => name.endsWith("_desk_and_taking_over"));
  expect(first).toBeGreaterThan(0);
  await apply(url, names.slice(0, first));
  const [waiting, idle] = [uuidv7(), uuidv7()];
  await run(
    url,
    `INSERT INTO customer (id, language, phone_proven, created_at) VALUES ('${waiting}', 'fa', false, '2026-11-01T10:10:10Z');
    INSERT INTO conversation (id, channel, external_id, customer_id, language, language_chosen, version, last_seq, owner_kind, owner_since, state, granted_ids,
      created_at, last_inbound_at) VALUES
      ('${waiting}', 'webchat', 'a', '${waiting}', 'fa', true, 1, 0, 'waiting', '2026-11-02T10:00:00Z', '{}', '{}', '2026-11-01T10:10:10Z', '2026-11-02T09:59:59Z'),
      ('${idle}', 'webchat', 'b', '${waiting}', 'fa', true, 1, 0, 'bot', NULL, '{}', '{}', '2026-11-01T10:10:10Z', NULL)`,
  );
  await apply(url, names.slice(first));
  const rows = await run(url, "SELECT external_id, owner_why, listed_hour FROM conversation ORDER BY external_id");
  expect(rows).toEqual([
    { external_id: "a", owner_why: "asked", listed_hour: new Date("2026-11-02T09:00:00Z") },
    { external_id: "b", owner_why: null, listed_hour: new Date("2026-11-01T10:00:00Z") },
  ]);
});

test("complaints without words are found again after a start, whoever changes them meanwhile", async () => {
  const url = await freshDatabase();
  const before = await openStore({ databaseUrl: url, ids });
  const who = customer({ name: "Kayacan", phone: "+905321234567" });
  await before.commit({ customers: [{ after: who }] });
  const matter = { category: brand<CategoryKey>("product.hard"), description: "رزین سفت‌شده رسید", lot: "L-77041" };
  const { complaint: one } = await storedComplaint(before, { matter }, who);
  const { customer: nobody } = await storedChat(before);
  await before.close();
  await run(url, "UPDATE complaint_words SET words = NULL; UPDATE customer SET words = NULL");
  const store = await openStore({ databaseUrl: url, ids });
  const renamed = { ...who, name: "Aydinoglu" };
  await store.commit({ customers: [{ before: who, after: renamed }] });
  for (const words of ["رزين", "شده", "77041", "aydınoğlu", "0532 123 45 67", one.number])
    await expectFound(
      async () => (await store.complaints.search(words, { limit: 9 })).rows.map(({ id }) => id),
      one.id,
    );
  expect((await store.complaints.search("kayacan", { limit: 9 })).rows).toEqual([]);
  await store.commit({ customers: [{ before: nobody, after: { ...nobody, name: "Other" } }] });
  await store.close();
  expect(await run(url, "SELECT 1 FROM customer WHERE words IS NULL")).toEqual([]);
});

async function expectFound(find: () => Promise<readonly string[]>, id: string): Promise<void> {
  let found = await find();
  // jest's own limit ends a wait that is in vain.
  while (found.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    found = await find();
  }
  expect(found).toEqual([id]);
}

async function apply(url: string, names: readonly string[]): Promise<void> {
  for (const name of names) await run(url, await readFile(join(migrationsFolder, name, "migration.sql"), "utf8"));
}

async function run(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
