import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { figures } from "../../core/improvement/figure.ts";
import { migrationNames, migrationsFolder } from "../../core/store/migrations/migration-folder.ts";
import type { Store } from "../../core/store/store.ts";
import { december, fillBoard } from "../contract/board.fixtures.ts";
import { agent, customer, firstCalendar, NOON, storedComplaint } from "../contract/store.fixtures.ts";
import { fullComplaint } from "../contract/store.full-complaint.ts";
import { fillHistory } from "../support/board-history.ts";
import { freshDatabase } from "../support/postgres.ts";
import { queryPlans } from "../support/query-plans.ts";
import { openRecordingStore } from "../support/recording-store.ts";
import type { RecordingStore } from "../support/recording-store.ts";

let url = "";
let recording: RecordingStore;
let store: Store;

beforeAll(async () => {
  url = await freshDatabase();
  recording = openRecordingStore(url);
  store = recording.store;
  await store.calendars.save(firstCalendar, "seed", NOON);
  const { ann } = await fillBoard(store);
  const { complaint: first } = await storedComplaint(store);
  const [who, staff] = [customer(), agent()];
  await store.staff.save(staff);
  await store.commit({ customers: [{ after: who }], complaints: [{ after: fullComplaint(who, staff, first) }] });
  await fillHistory(store, [ann.id], { now: new Date("2027-06-01T12:00:00Z"), days: 600, count: 3_000 });
}, 120_000);
afterAll(() => store.close());

test("the complaints from before are drawn by the migration as the program draws them", async () => {
  const lines = "SELECT to_json(l)::text AS line FROM board_line l ORDER BY 1";
  const drawn = await run(lines);
  expect(drawn.length).toBeGreaterThan(10_000);
  const name = (await migrationNames()).find((one) => one.endsWith("_board_lines")) ?? "";
  const text = await readFile(join(migrationsFolder, name, "migration.sql"), "utf8");
  const fill = text.slice(text.indexOf('INSERT INTO "board_line"'));
  await run("TRUNCATE board_line");
  await run(fill);
  expect(await run(lines)).toEqual(drawn);
});

describe("no table that grows is read from end to end", () => {
  const plans = () => queryPlans(url);
  const growing = ["board_line", "complaint", "complaint_event", "ownership", "conversation"];
  const ask = { ...december, period: { from: new Date("2026-12-01T00:00:00Z"), to: new Date("2026-12-08T00:00:00Z") } };

  beforeAll(async () => {
    // As wide and as many as they are in the world: a table of a few pages is quicker to read whole.
    await run("UPDATE complaint SET description = rpad('', 1500, 'words ')");
    await run(`INSERT INTO complaint_event (id, complaint_id, at, kind, actor_kind, actor_rule, door, facts)
      SELECT gen_random_uuid(), id, registered_at, 'registered', 'system', 'test', 'system', '{}' FROM complaint, generate_series(1, 5)`);
    await run(`INSERT INTO conversation (id, channel, external_id, customer_id, language, language_chosen, version, last_seq, owner_kind, state,
        granted_ids, created_at, listed_hour)
      SELECT gen_random_uuid(), 'sms', 'other ' || n, customer_id, 'fa', true, 1, 0, 'bot', '{}', '{}', created_at, listed_hour
      FROM (SELECT * FROM conversation LIMIT 1) one, generate_series(1, 5000) n`);
    await run("VACUUM ANALYZE");
    recording.takeStatements();
  });

  test("by counting", async () => {
    await store.board.count(ask, {
      by: "department",
      days: [{ day: firstCalendar.knownUntil, from: ask.period.from }],
    });
    await expectIndexes(6);
  });

  test("by any figure's list", async () => {
    for (const { opens } of figures.values()) await store.board.list(opens, ask, { limit: 50 });
    await expectIndexes(figures.size);
  });

  async function expectIndexes(atLeast: number): Promise<void> {
    const statements = recording.takeStatements();
    expect(statements.length).toBeGreaterThanOrEqual(atLeast);
    for (const statement of statements) {
      const plan = await plans().explain(statement);
      const scanned = growing.filter((table) => new RegExp(`Seq Scan on ${table}\\b`, "u").test(plan));
      expect({ scanned, text: scanned.length > 0 ? `${statement.text}\n${plan}` : "" }).toEqual({
        scanned: [],
        text: "",
      });
    }
  }
});

async function run(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
