import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import { openStore } from "../../core/store/open-store.ts";
import type { StoreNews } from "../../core/store/store-news.ts";
import { firstCalendar, NOON, storedChat, storedComplaint, until } from "../contract/store.fixtures.ts";
import { freshDatabase } from "../support/postgres.ts";

const ids = { uuid: uuidv7 };
const folder = await mkdtemp(join(tmpdir(), "redress-store-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a store whose connections are cut", () => {
  test("works again once the cut is noticed, and its listeners look at everything again", async () => {
    const databaseUrl = await freshDatabase();
    const store = await openStore({ databaseUrl, ids });
    const heard: StoreNews[] = [];
    const stop = await store.listen((news) => heard.push(news));
    const { chat } = await storedChat(store);
    await terminateOthers(databaseUrl);
    await until(() => heard.some(({ kind }) => kind === "missed"));
    // The one connection that was idle may be found out only by using it.
    await store.readTurn(chat.address, "1").catch((error: unknown) => {
      expect(error).toMatchObject({ code: "store-unavailable" });
    });
    expect((await store.readTurn(chat.address, "1")).conversation).toEqual(chat);
    const { complaint } = await storedComplaint(store);
    await until(() => heard.some(({ id }) => id === complaint.id));
    await stop();
    await store.close();
  });

  test("says so when a statement is cut on its way, and keeps serving", async () => {
    const databaseUrl = await freshDatabase();
    const store = await openStore({ databaseUrl, ids });
    const { chat } = await storedChat(store);
    const reads = Array.from({ length: 200 }, () => store.readTurn(chat.address, "1"));
    const ends = Promise.allSettled(reads);
    await terminateOthers(databaseUrl);
    for (const end of await ends)
      if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "store-unavailable" });
    expect((await store.readTurn(chat.address, "1")).conversation).toEqual(chat);
    expect(await store.staff.all()).toEqual([]);
    await store.close();
  });
});

describe("a database that is not there", () => {
  test("is a fault, whether nobody listens or nobody answers", async () => {
    await expect(openStore({ databaseUrl: "postgresql://x@127.0.0.1:1/x", ids })).rejects.toMatchObject({
      code: "store-unavailable",
    });
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await expect(openStore({ databaseUrl: `postgresql://x@127.0.0.1:${port}/x`, ids })).rejects.toMatchObject({
      code: "store-unavailable",
    });
    silent.close();
  });

  test("is told from one that has not been migrated", async () => {
    const databaseUrl = await freshDatabase();
    const store = await openStore({ databaseUrl, ids });
    await execute(databaseUrl, "UPDATE _prisma_migrations SET rolled_back_at = now()");
    await expect(store.check()).rejects.toMatchObject({ code: "store-not-migrated" });
    await store.close();
  });
});

test("an audit line that was changed, or taken out, is found", async () => {
  const databaseUrl = await freshDatabase();
  const store = await openStore({ databaseUrl, ids });
  for (let line = 1; line <= 5; line += 1)
    await store.audit.append({ at: NOON, actor: "a", action: "read", subject: `complaint ${line}`, facts: { line } });
  expect(await store.audit.firstBroken()).toBeUndefined();
  await execute(databaseUrl, "UPDATE audit_line SET subject = 'complaint 9' WHERE seq = 4");
  expect(await store.audit.firstBroken()).toBe(4);
  await execute(databaseUrl, "UPDATE audit_line SET subject = 'complaint 4' WHERE seq = 4");
  expect(await store.audit.firstBroken()).toBeUndefined();
  await execute(databaseUrl, "DELETE FROM audit_line WHERE seq = 2");
  expect(await store.audit.firstBroken()).toBe(3);
  await store.close();
});

describe("a folder of files", () => {
  test("keeps everything from one run to the next", async () => {
    const dataDir = join(folder, "kept");
    const first = await openStore({ dataDir, ids });
    await first.calendars.save(firstCalendar, "seed", NOON);
    const { chat } = await storedChat(first);
    await first.close();
    const second = await openStore({ dataDir, ids });
    expect(await second.conversations.byId(chat.id)).toEqual(chat);
    expect(await second.calendars.current()).toEqual(firstCalendar);
    await second.close();
  });

  test("has one owner at a time", async () => {
    const dataDir = join(folder, "owned");
    const owner = await openStore({ dataDir, ids });
    await expect(openStore({ dataDir, ids })).rejects.toMatchObject({ code: "store-in-use" });
    await owner.close();
    await (await openStore({ dataDir, ids })).close();
  });
});

async function terminateOthers(url: string): Promise<void> {
  await execute(
    url,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
}

async function execute(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text);
  await client.end();
}
