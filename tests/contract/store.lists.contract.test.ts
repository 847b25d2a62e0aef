import { expect, test } from "@jest/globals";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { brand, type AgentId, type ConversationId, type DepartmentKey } from "../../core/ids.ts";
import type { ConversationRow, ConversationView } from "../../core/store/lists.ts";
import type { Store } from "../../core/store/store.ts";
import {
  after,
  agent,
  clockDue,
  complaint,
  continued,
  conversation,
  customer,
  inbound,
  outbound,
  storedChat,
  storedComplaint,
} from "./store.fixtures.ts";
import { describeStores } from "./store.harness.ts";

const LAB = brand<DepartmentKey>("lab");
const SALES = brand<DepartmentKey>("sales");

/** All rows of a view, read in pages of `limit`. */
async function listed(store: Store, view: ConversationView, limit = 2): Promise<readonly ConversationRow[]> {
  const rows: ConversationRow[] = [];
  let place: string | undefined;
  do {
    const page = await store.conversations.list(view, { limit, ...(place === undefined ? {} : { after: place }) });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    place = page.next;
  } while (place !== undefined);
  return rows;
}

async function idsIn(store: Store, view: ConversationView, among: readonly Conversation[]) {
  const known = new Set<ConversationId>(among.map(({ id }) => id));
  const rows = await listed(store, view, 3);
  return rows.map((row) => row.conversation.id).filter((id) => known.has(id));
}

function waits(minutes: number, department?: DepartmentKey, offeredTo?: AgentId): Conversation["owner"] {
  return {
    kind: "waiting",
    since: after(minutes),
    why: "asked",
    ...(department === undefined ? {} : { department }),
    ...(offeredTo === undefined ? {} : { offeredTo }),
  };
}

describeStores("the lists of conversations", (store) => {
  test("show an agent's own and those that are offered, the latest first", async () => {
    const [one, other] = [agent(), agent()];
    for (const who of [one, other]) await store().staff.save(who);
    const chat = async (owner: Conversation["owner"], minutes?: number) =>
      (
        await storedChat(store(), {
          owner,
          createdAt: after(-600),
          ...(minutes === undefined ? {} : { lastInboundAt: after(minutes) }),
        })
      ).chat;
    const owned = { kind: "agent", agentId: one.id, since: after(0) } as const;
    const early = await chat(owned, 1);
    const late = await chat(owned, 59);
    const offered = await chat(waits(0, undefined, one.id), 30);
    const silent = await chat(owned);
    const foreign = await chat({ kind: "agent", agentId: other.id, since: after(0) }, 5);
    const all = [early, late, offered, silent, foreign];
    const mine = { kind: "mine", agentId: one.id } as const;
    expect(await idsIn(store(), mine, all)).toEqual([late.id, offered.id, early.id, silent.id]);
    expect(await idsIn(store(), { kind: "taken" }, all)).toEqual([late.id, foreign.id, early.id, silent.id]);
    expect(await idsIn(store(), { kind: "all" }, all)).toEqual([late.id, offered.id, foreign.id, early.id]);
    const counts = await store().conversations.counts(
      { mine, others: { kind: "mine", agentId: other.id }, nobody: { kind: "mine", agentId: brand("nobody") } },
      3,
    );
    expect(counts).toEqual({ mine: 3, others: 1, nobody: 0 });
    expect(await listed(store(), { kind: "mine", agentId: brand("nobody") })).toEqual([]);
  });

  test("show those in line, the longest wait first, of some departments or of all", async () => {
    const chats: Conversation[] = [];
    for (const [minutes, department] of [
      [-9, LAB],
      [-7, undefined],
      [-8, SALES],
      [-6, LAB],
    ] as const)
      chats.push((await storedChat(store(), { owner: waits(minutes, department) })).chat);
    const [first, third, second, fourth] = chats.map(({ id }) => id);
    expect(await idsIn(store(), { kind: "waiting" }, chats)).toEqual([first, second, third, fourth]);
    expect(await idsIn(store(), { kind: "waiting", departments: [LAB] }, chats)).toEqual([first, third, fourth]);
    expect(await idsIn(store(), { kind: "waiting", departments: [] }, chats)).toEqual([third]);
    const counted = await store().conversations.counts(
      { lab: { kind: "waiting", departments: [LAB, SALES] }, all: { kind: "waiting" } },
      2,
    );
    expect(counted).toEqual({ lab: 2, all: 2 });
  });

  test("go on where the page before ended, although the first place was given away twice", async () => {
    const same = [];
    for (let count = 0; count < 5; count += 1)
      same.push((await storedChat(store(), { owner: waits(-5), lastInboundAt: after(600) })).chat);
    const newestFirst = same.map(({ id }) => id).toSorted();
    expect(await idsIn(store(), { kind: "waiting" }, same)).toEqual(newestFirst);
    expect(await idsIn(store(), { kind: "all" }, same)).toEqual(newestFirst.toReversed());
    const { rows } = await store().conversations.list({ kind: "all" }, { limit: 2, after: "no place" });
    expect(rows).toHaveLength(2);
  });

  test("show who it is, the newest message and whether it waits for an answer", async () => {
    const who = customer({ name: "نام", phone: "+989121234567" });
    const chat = conversation(who, { lastSeq: 2, lastInboundAt: after(0), owner: waits(-4) });
    const [question, answer] = [inbound(chat, 1), outbound(chat, 2)];
    await store().commit({
      customers: [{ after: who }],
      conversations: [{ after: chat }],
      inbound: question,
      outbound: [answer],
    });
    const row = async () =>
      (await listed(store(), { kind: "waiting" }, 100)).find(({ conversation: { id } }) => id === chat.id);
    expect(await row()).toEqual({
      conversation: chat,
      customerName: "نام",
      phone: "+989121234567",
      last: answer,
      unanswered: false,
    });
    // An answer that was taken back was never given.
    expect(await store().outbox.takeBack(answer.id)).toBe(true);
    expect(await row()).toMatchObject({ last: question, unanswered: true });
    const { chat: empty } = await storedChat(store(), { owner: waits(-3) });
    const rows = await listed(store(), { kind: "waiting" }, 100);
    expect(rows.find(({ conversation: { id } }) => id === empty.id)).toEqual({
      conversation: empty,
      unanswered: false,
    });
  });

  test("show the complaint that was last spoken of, else the customer's newest that has not ended", async () => {
    const { customer: who, complaint: old } = await storedComplaint(store(), { status: "closed" });
    const { complaint: running } = await storedComplaint(store(), { clocks: clockDue(90) }, who);
    const newer = complaint(who, { registeredAt: after(5), status: "closed" });
    const chat = conversation(who, { lastInboundAt: after(0), owner: waits(-2) });
    await store().commit({ complaints: [{ after: newer }], conversations: [{ after: chat }] });
    const shown = async () =>
      (await listed(store(), { kind: "waiting" }, 100)).find(({ conversation: { id } }) => id === chat.id)?.complaint;
    const { id, number, status } = running;
    expect(await shown()).toEqual({ id, number, status, dueAt: after(90), safety: false });
    const next = continued(chat, 2);
    await store().commit({
      conversations: [{ before: chat, after: next }],
      inbound: inbound(chat, 1, { complaintId: old.id }),
      outbound: [outbound(chat, 2)],
    });
    expect(await shown()).toEqual({ id: old.id, number: old.number, status: "closed", safety: false });
  });

  test("read a conversation backwards", async () => {
    const { chat } = await storedChat(store());
    const messages = [1, 2, 3, 4].map((seq) => outbound(chat, seq));
    await store().commit({ conversations: [{ before: chat, after: continued(chat, 4) }], outbound: messages });
    expect(await store().conversations.messagesBefore(chat.id, 4, 2)).toEqual([messages[1], messages[2]]);
    expect(await store().conversations.messagesBefore(chat.id, Number.MAX_SAFE_INTEGER, 100)).toEqual(messages);
    expect(await store().conversations.messagesBefore(chat.id, 1, 100)).toEqual([]);
    expect(await store().conversations.messagesBefore(brand("nothing"), 9, 100)).toEqual([]);
  });
});
