import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand, type CategoryKey, type DepartmentKey } from "../../core/ids.ts";
import { createPool, pgDatabase } from "../../core/store/sql/pg-database.ts";
import { createPrisma } from "../../core/store/sql/prisma.ts";
import type { Statement } from "../../core/store/sql/sql.ts";
import { sqlStore } from "../../core/store/sql/sql-store.ts";
import type { Store } from "../../core/store/store.ts";
import {
  after,
  agent,
  attachment,
  clockDue,
  complaint,
  continued,
  conversation,
  customer,
  event,
  firstCalendar,
  inbound,
  NOON,
  outbound,
} from "../contract/store.fixtures.ts";
import { fullComplaint } from "../contract/store.full-complaint.ts";
import { freshDatabase } from "../support/postgres.ts";

const COUNT = 3_000;
/** Tables that grow with the number of complaints. */
const GROWING = ["message", "conversation", "customer", "complaint", "attachment", "stage_clock", "complaint_event"];

let complaints = 0;
const staff = agent();
const chats = Array.from({ length: COUNT }, () => {
  const who = customer();
  return { who, chat: conversation(who), filed: complaintOf(who) };
});
let url = "";
let store: Store;
let statements: Statement[] = [];

beforeAll(async () => {
  url = await freshDatabase();
  const pool = createPool(url);
  const database = pgDatabase(pool, url);
  const recording = {
    ...database,
    query: (statement: Statement) => {
      statements.push(statement);
      return database.query(statement);
    },
  };
  const prisma = createPrisma(new PrismaPg(pool));
  store = sqlStore({
    database: recording,
    prisma,
    backend: "postgres",
    ids: { uuid: uuidv7 },
    report: () => undefined,
  });
  await fill();
});

afterAll(() => store.close());

describe("with thousands of complaints no table that grows is read from end to end", () => {
  test("by a turn", async () => {
    const { chat, filed } = some(9);
    expect(filed.status).toBe("received");
    const next = continued(chat, 4);
    await store.readTurn(chat.address, "new");
    await store.commit({
      conversations: [{ before: continued(chat, 2), after: { ...next, version: 3 } }],
      inbound: inbound(chat, 3),
      outbound: [outbound(chat, 4)],
      complaints: [{ before: filed, after: { ...filed, version: 2 } }],
    });
    await expectIndexes(2);
  });

  test.each(["round", "remedy", "consent_question", "question", "sample", "evidence", "stage_clock"])(
    "by the part %s of a complaint",
    async (table) => {
      const plan = await explain({
        text: `SELECT * FROM ${table} WHERE complaint_id = $1`,
        values: [some(3).filed.id],
      });
      expect(plan).toContain("Index");
    },
  );

  test("by the queue, however it is filtered and from wherever it goes on", async () => {
    const department = brand<DepartmentKey>("department-3");
    const filters = [
      {},
      { status: ["closed" as const] },
      { department },
      { evaluator: staff.id },
      { evaluator: "nobody" as const },
      { safety: true },
      { waitingForCustomer: true },
      { category: brand<CategoryKey>("category.7") },
      { customerId: some(5).who.id },
      { overdueAt: after(100) },
      { department, status: ["received" as const, "concluded" as const], evaluator: "nobody" as const },
    ];
    for (const filter of filters) {
      const { next } = await store.complaints.queue(filter, { limit: 20 });
      if (next !== undefined) await store.complaints.queue(filter, { limit: 20, after: next });
    }
    await expectIndexes(filters.length);
  });

  test("by reading one complaint, conversation, customer or file", async () => {
    const { who, chat, filed } = some(100);
    await store.complaints.byId(filed.id);
    await store.complaints.byNumber(filed.number);
    await store.complaints.ofCustomer(who.id);
    await store.complaints.reckonedBefore(1, 50);
    await store.conversations.byId(chat.id);
    await store.conversations.byAddress(chat.address);
    await store.conversations.ofCustomer(who.id);
    await store.conversations.messages(chat.id, 0, 100);
    await store.conversations.customer(who.id);
    await store.conversations.message(inbound(chat, 1).id);
    await store.attachments.byIds([attachment(who).id]);
    await store.attachments.ofComplaint(filed.id);
    await expectIndexes(12);
    const events = "SELECT * FROM complaint_event WHERE complaint_id = $1 ORDER BY ordinal";
    expect(await explain({ text: events, values: [filed.id] })).toContain("Index");
  });

  test("by the outbox and by the fetching of files", async () => {
    await store.outbox.take(["webchat", "telegram"], after(-60), 1000, 32);
    await store.outbox.settle(outbound(some(1).chat, 1).id, { state: "sent", attempts: 1, nextAttemptAt: NOON });
    await store.outbox.lag(after(-60));
    await store.outbox.forget(after(-60));
    await store.attachments.take(after(-60), 1000, 10);
    await expectIndexes(5);
  });
});

/** Looks at the plan of every statement since the last call. */
async function expectIndexes(atLeast: number): Promise<void> {
  const seen = statements.filter(({ name }) => name !== "news");
  statements = [];
  expect(seen.length).toBeGreaterThanOrEqual(atLeast);
  for (const statement of seen) {
    const plan = await explain(statement);
    const scanned = GROWING.filter((table) => new RegExp(`Seq Scan on ${table}\\b`, "u").test(plan));
    expect({ scanned, text: scanned.length > 0 ? `${statement.text}\n${plan}` : "" }).toEqual({
      scanned: [],
      text: "",
    });
  }
}

async function explain({ text, values }: Statement): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, [...values]);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.end();
  }
}

async function fill(): Promise<void> {
  await store.staff.save(staff);
  await store.calendars.save(firstCalendar, "seed", NOON);
  for (let start = 0; start < COUNT; start += 500) {
    const batch = chats.slice(start, start + 500);
    await store.commit({
      customers: batch.map(({ who }) => ({ after: who })),
      conversations: batch.map(({ chat }) => ({ after: chat })),
      complaints: batch.map(({ filed }) => ({ after: filed })),
      events: batch.map(({ filed }) => event(filed)),
      attachments: batch.map(({ who, filed }, index) =>
        attachment(who, index % 50 ? { complaintId: filed.id, state: "refused", refusal: "broken" } : {}),
      ),
    });
  }
  for (const { chat } of chats.slice(0, 500)) {
    const sent = { state: "sent" as const, attempts: 1, nextAttemptAt: NOON };
    await store.commit({
      conversations: [{ before: chat, after: continued(chat, 2) }],
      inbound: inbound(chat, 1),
      outbound: [outbound(chat, 2, { delivery: sent })],
    });
  }
  const client = new pg.Client(url);
  await client.connect();
  await client.query("ANALYZE");
  await client.end();
  statements = [];
}

function complaintOf(who: ReturnType<typeof customer>): Complaint {
  const index = (complaints += 1);
  const open = index % 10 === 0;
  const department = brand<DepartmentKey>(`department-${index % 20}`);
  const matter = { category: brand<CategoryKey>(`category.${index % 50}`), description: "words ".repeat(20) };
  if (open) return complaint(who, { department, matter, clocks: clockDue(index) });
  const { mergedInto: _mergedInto, ...full } = fullComplaint(who, staff, complaint(who));
  const evaluator = index % 3 ? { evaluator: staff.id } : {};
  const rounds = full.rounds.map(({ evaluator: _evaluator, ...round }) => ({ ...round, ...evaluator }));
  return { ...full, department, matter, rounds, closing: "accepted" };
}

function some(index: number) {
  const found = chats[index];
  if (!found) throw new Error(`There are only ${chats.length} conversations`);
  return found;
}
