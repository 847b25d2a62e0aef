import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Owner } from "../../core/conversation/ownership.ts";
import { brand, type CategoryKey, type DepartmentKey } from "../../core/ids.ts";
import type { Store } from "../../core/store/store.ts";
import {
  after,
  agent,
  clockDue,
  complaint,
  continued,
  conversation,
  customer,
  firstCalendar,
  inbound,
  NOON,
  outbound,
} from "../contract/store.fixtures.ts";
import { ownership } from "../contract/store.ownership-fixture.ts";
import { queryPlans } from "../support/query-plans.ts";
import { openRecordingStore, type RecordingStore } from "../support/recording-store.ts";
import { freshDatabase } from "../support/postgres.ts";

const COUNT = 4_000;
/** Tables that grow with the number of conversations and complaints. */
const GROWING = ["message", "conversation", "customer", "complaint", "complaint_words", "ownership", "audit_line"];

const [staff, other] = [agent(), agent()];
const LAB = brand<DepartmentKey>("lab");
let url = "";
let recording: RecordingStore;
let store: Store;

const chats = Array.from({ length: COUNT }, (_, index) => {
  const who = customer({ name: `Name${index} Family${index % 50}`, phone: `+98912${String(1_000_000 + index)}` });
  const at = after(-index * 10);
  const chat = conversation(who, { lastSeq: 2, createdAt: at, lastInboundAt: at, owner: ownerOf(index) });
  return { who, chat, filed: complaintOf(index, who) };
});

function ownerOf(index: number): Owner {
  const since = after(-index);
  if (index % 40 === 1) return { kind: "agent", agentId: index % 80 === 1 ? staff.id : other.id, since, dueAt: since };
  if (index % 40 === 2) return { kind: "waiting", since, why: "asked", department: LAB, offeredTo: staff.id };
  return index % 40 === 3 ? { kind: "waiting", since, why: "asked", dueAt: after(index) } : { kind: "bot" };
}

function complaintOf(index: number, who: ReturnType<typeof customer>): Complaint {
  const description = `often ${index % 10 === 0 ? "sometimes" : ""} rare${index}x`;
  const matter = { category: brand<CategoryKey>(`category.${index % 50}`), description };
  return complaint(who, { matter, registeredAt: after(-index), clocks: clockDue(index) });
}

beforeAll(async () => {
  url = await freshDatabase();
  recording = openRecordingStore(url);
  store = recording.store;
  for (const one of [staff, other]) await store.staff.save(one);
  await store.calendars.save(firstCalendar, "seed", NOON);
  for (let start = 0; start < COUNT; start += 500) {
    const batch = chats.slice(start, start + 500);
    await store.commit({
      customers: batch.map(({ who }) => ({ after: who })),
      conversations: batch.map(({ chat }) => ({ after: chat })),
      ownerships: batch.map(({ chat }) => ownership(chat)),
      complaints: batch.map(({ filed }) => ({ after: filed })),
      outbound: batch.flatMap(({ chat, filed }) => [
        outbound(chat, 1, { complaintId: filed.id }),
        outbound(chat, 2, { delivery: { state: "superseded", attempts: 0, nextAttemptAt: NOON } }),
      ]),
    });
  }
  await queryPlans(url).analyze();
  recording.takeStatements();
});

afterAll(() => store.close());

test("the lists of conversations and their counts read no table from end to end", async () => {
  const views = {
    mine: { kind: "mine", agentId: staff.id },
    waiting: { kind: "waiting" },
    department: { kind: "waiting", departments: [LAB] },
    taken: { kind: "taken" },
    all: { kind: "all" },
  } as const;
  for (const view of Object.values(views)) {
    const { next = "" } = await store.conversations.list(view, { limit: 20 });
    expect(next).not.toBe("");
    await store.conversations.list(view, { limit: 20, after: next });
  }
  await store.conversations.counts(views, 100);
  await store.conversations.load([staff.id, other.id]);
  await store.conversations.ownersDue(after(0), 20);
  await store.conversations.ownerships(some(7).chat.id);
  await store.conversations.messagesBefore(some(7).chat.id, 3, 20);
  await expectIndexes(15);
});

test("the list of all sorts no more than some hours", async () => {
  const { next = "" } = await store.conversations.list({ kind: "all" }, { limit: 20 });
  await store.conversations.list({ kind: "all" }, { limit: 20, after: next });
  for (const statement of recording.takeStatements()) {
    const plan = await queryPlans(url).explain(statement);
    expect(plan).toContain("Incremental Sort");
    expect(plan).toMatch(/Index Scan (?:Backward )?using conversation_listed_idx/u);
  }
});

test("the counts of the queue and what is due read no table from end to end", async () => {
  const due = { from: after(10), to: after(40) };
  await store.complaints.queue({ due }, { limit: 20 });
  await store.complaints.counts(
    { due: { due }, mine: { evaluator: staff.id }, unassigned: { evaluator: "nobody" }, safety: { safety: true } },
    100,
  );
  await expectIndexes(2);
});

test.each([
  "often",
  "sometimes",
  "rare7x",
  "of",
  "Family7",
  "0912",
  "09121000007",
  "often sometimes rare70x",
  "nowhere",
])("a search for %s goes through the indexes of words, whatever the statistics say", async (words) => {
  const { rows, next } = await store.complaints.search(words, { limit: 20 });
  expect(rows.length > 0).toBe(words !== "nowhere");
  if (next !== undefined) await store.complaints.search(words, { limit: 20, after: next });
  for (const statement of recording.takeStatements()) {
    const plan = await queryPlans(url).explainWithin(statement);
    expect(plan).toMatch(/complaint_words_idx|complaint_words_newest_idx/u);
    expect(plan).not.toMatch(/Seq Scan on complaint/u);
  }
});

test("an ordinary turn changes no index of a conversation", async () => {
  const { chat } = some(12);
  const [columns] = await rowsOf(
    `SELECT string_agg(DISTINCT a.attname, ' ') AS names FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
     AND (a.attnum = ANY (i.indkey) OR pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || a.attname || '\\M'))
     WHERE i.indrelid = 'conversation'::regclass`,
  );
  const names = String(columns?.["names"]).split(" ");
  const next = continued(chat, 1, { lastInboundAt: after(-119) });
  await store.commit({ conversations: [{ before: chat, after: next }], inbound: inbound(chat, 3) });
  const [statement] = recording.takeStatements();
  const written = /UPDATE conversation SET (.*?) WHERE/u.exec(statement?.text ?? "")?.[1] ?? "";
  expect(written).toContain("last_inbound_at");
  expect(names).toContain("listed_hour");
  for (const name of names) expect(written).not.toMatch(new RegExp(`\\b${name} =`, "u"));
});

async function expectIndexes(atLeast: number): Promise<void> {
  const seen = recording.takeStatements();
  expect(seen.length).toBeGreaterThanOrEqual(atLeast);
  for (const statement of seen) {
    const plan = await queryPlans(url).explain(statement);
    const scanned = GROWING.filter((table) => new RegExp(`Seq Scan on ${table}\\b`, "u").test(plan));
    expect({ scanned, text: scanned.length > 0 ? `${statement.text}\n${plan}` : "" }).toEqual({
      scanned: [],
      text: "",
    });
  }
}

async function rowsOf(text: string) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

function some(index: number) {
  const found = chats[index];
  if (!found) throw new Error(`There are only ${chats.length} conversations`);
  return found;
}
