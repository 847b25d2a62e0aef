import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { never } from "../../core/conversation/message.ts";
import { brand, type CategoryKey, type DepartmentKey } from "../../core/ids.ts";
import type { Statement } from "../../core/store/sql/sql.ts";
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
  newId,
  NOON,
  outbound,
} from "../contract/store.fixtures.ts";
import { fullComplaint } from "../contract/store.full-complaint.ts";
import { queryPlans } from "../support/query-plans.ts";
import { openRecordingStore, type RecordingStore } from "../support/recording-store.ts";
import { freshDatabase } from "../support/postgres.ts";

const COUNT = 3_000;
/** Tables that grow with the number of complaints. */
const GROWING = ["message", "conversation", "customer", "complaint", "attachment", "stage_clock", "complaint_event"];

let complaints = 0;
const staff = agent();
const chats = Array.from({ length: COUNT }, () => {
  const who = customer();
  return { who, chat: conversation(who), filed: complaintOf(who), held: newId.message() };
});
/** Conversations in which something waits to be sent. */
const due = chats.slice(500, 1500).map(({ who }) => ({
  chat: conversation(who, { address: { channel: "telegram", externalId: `chat ${who.id}` } }),
}));
let url = "";
const plans = () => queryPlans(url);
let store: Store;
let recording: RecordingStore;

beforeAll(async () => {
  url = await freshDatabase();
  recording = openRecordingStore(url);
  store = recording.store;
  await fill();
});

afterAll(() => store.close());

describe("with thousands of complaints no table that grows is read from end to end", () => {
  test("by a turn", async () => {
    const { chat, filed } = some(9);
    expect(filed.status).toBe("received");
    const next = continued(chat, 5);
    await store.readTurn(chat.address, "new");
    await store.commit({
      conversations: [{ before: continued(chat, 3), after: { ...next, version: 3 } }],
      inbound: inbound(chat, 4),
      outbound: [outbound(chat, 5)],
      complaints: [{ before: filed, after: { ...filed, version: 2 } }],
    });
    await expectIndexes(2);
  });

  test.each(["round", "remedy", "consent_question", "question", "sample", "evidence", "stage_clock"])(
    "by the part %s of a complaint",
    async (table) => {
      const plan = await plans().explain({
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
    await store.conversations.customerWithNumber("+905321234567");
    await store.conversations.message(inbound(chat, 1).id);
    await store.attachments.byIds([attachment(who).id]);
    await store.attachments.ofComplaint(filed.id);
    await expectIndexes(13);
    const events = "SELECT * FROM complaint_event WHERE complaint_id = $1 ORDER BY ordinal";
    expect(await plans().explain({ text: events, values: [filed.id] })).toContain("Index");
  });

  test("by the outbox and by the fetching of files", async () => {
    await store.outbox.take("webchat", after(-60), 1000, 32);
    await store.outbox.settle(heldIn(1), { state: "sent", attempts: 1, nextAttemptAt: NOON }, NOON);
    await store.outbox.settle(heldIn(2), { state: "pending", attempts: 1, nextAttemptAt: never, hold: "window" }, NOON);
    await store.outbox.note(heldIn(3), { state: "delivered" }, NOON);
    await store.outbox.ofPurpose(some(4).filed.id, "decision.1");
    await store.outbox.lag(after(-60));
    await store.outbox.forget(after(-60));
    await store.attachments.take(after(-60), 1000, 10);
    await store.attachments.ofErased(10);
    await store.attachments.neverSent(after(60), 10);
    await expectIndexes(14);
  });

  test("by what takes due messages, at a pace or without, whatever the statistics say", async () => {
    const pace = { count: 1, perMs: 60_000 };
    expect(await store.outbox.take("telegram", after(1), 1000, 10)).toHaveLength(10);
    expect(await store.outbox.take("telegram", after(1), 1000, 10, pace)).toHaveLength(10);
    for (const statement of recording.takeStatements().filter(({ name }) => name === "take")) {
      const plan = await plans().explainWithin(statement);
      expect(plan).toContain("Index Scan using message_outbox_due_idx");
      expect(plan).toContain("Index Scan using message_outbox_order_idx");
      expect(plan).not.toMatch(/Seq Scan|Sort|Bitmap/u);
    }
  });

  test("by a turn that lets go what was held back", async () => {
    const { chat } = some(6);
    const { conversation: before, held } = await store.readTurn(chat.address, "new");
    expect(held).toMatchObject([{ hold: "window" }]);
    await store.commit({
      ...(before ? { conversations: [{ before, after: { ...before, version: before.version + 1 } }] } : {}),
      releases: [chat.id],
      outdated: [chat.id],
      bookmark: { key: "bot", value: 1 },
    });
    await expectIndexes(2);
  });
});

test("what is held back costs the one who takes nothing", async () => {
  const take = (channel: string): Statement => ({
    text: "SELECT * FROM take_due($1::channel, $2, $2, 10, 0, NULL)",
    values: [channel, after(-60).toISOString()],
  });
  expect(await plans().pagesRead(take("webchat"))).toBeLessThan((await plans().pagesRead(take("console"))) + 10);
});

/** Looks at the plan of every statement since the last call. */
async function expectIndexes(atLeast: number): Promise<void> {
  const seen = recording.takeStatements();
  expect(seen.length).toBeGreaterThanOrEqual(atLeast);
  for (const statement of seen) {
    const plan = await plans().explain(statement);
    const scanned = GROWING.filter((table) => new RegExp(`Seq Scan on ${table}\\b`, "u").test(plan));
    expect({ scanned, text: scanned.length > 0 ? `${statement.text}\n${plan}` : "" }).toEqual({
      scanned: [],
      text: "",
    });
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
  for (const { chat, held } of chats.slice(0, 500)) {
    const sent = { state: "sent" as const, attempts: 1, nextAttemptAt: NOON };
    const later = { state: "pending" as const, attempts: 0, nextAttemptAt: never, hold: "window" as const };
    await store.commit({
      conversations: [{ before: chat, after: continued(chat, 3) }],
      inbound: inbound(chat, 1),
      outbound: [outbound(chat, 2, { delivery: sent }), outbound(chat, 3, { id: held, delivery: later })],
    });
  }
  await plans().analyze();
  // After the statistics are made: a day on which nothing goes out, then an outage.
  for (const { chat } of due)
    await store.commit({
      conversations: [{ after: { ...chat, lastSeq: 1 } }],
      outbound: [outbound(chat, 1)],
    });
  recording.takeStatements();
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

function heldIn(index: number) {
  return some(index).held;
}

function some(index: number) {
  const found = chats[index];
  if (!found) throw new Error(`There are only ${chats.length} conversations`);
  return found;
}
