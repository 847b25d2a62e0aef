import { expect, test } from "@jest/globals";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Owner } from "../../core/conversation/ownership.ts";
import { brand, type DepartmentKey } from "../../core/ids.ts";
import type { Store } from "../../core/store/store.ts";
import { after, agent, continued, conversation, customer, isLostRace, storedChat } from "./store.fixtures.ts";
import { ownership } from "./store.ownership-fixture.ts";
import { describeStores } from "./store.harness.ts";

const LAB = brand<DepartmentKey>("lab");

/** `chat` once its owner is another, stored. */
async function handed(store: Store, chat: Conversation, owner: Owner): Promise<Conversation> {
  const next = continued(chat, 0, { owner });
  await store.commit({ conversations: [{ before: chat, after: next }] });
  return next;
}

describeStores("who answers", (store) => {
  test("is kept with all that is known of it", async () => {
    const other = agent();
    await store().staff.save(other);
    const { chat } = await storedChat(store());
    const waiting: Owner = {
      kind: "waiting",
      since: after(1),
      why: "transferred",
      department: LAB,
      offeredTo: other.id,
      promisedAt: after(2),
      dueAt: after(3),
    };
    const inLine = await handed(store(), chat, waiting);
    expect(await store().conversations.byId(chat.id)).toEqual(inLine);
    const owned = await handed(store(), inLine, { kind: "agent", agentId: other.id, since: after(4), dueAt: after(5) });
    expect(await store().conversations.byId(chat.id)).toEqual(owned);
    const back = await handed(store(), owned, { kind: "bot" });
    expect(await store().conversations.byId(chat.id)).toEqual(back);
    const { chat: begun } = await storedChat(store(), { owner: waiting });
    expect((await store().conversations.byId(begun.id))?.owner).toEqual(waiting);
  });

  test("has no stretches while it never changed", async () => {
    const { chat } = await storedChat(store());
    expect(await store().conversations.ownerships(chat.id)).toEqual([]);
    expect(await store().conversations.ownerships(brand("nothing"))).toEqual([]);
  });

  test("is told in stretches without a gap, from the conversation's beginning", async () => {
    const other = agent();
    await store().staff.save(other);
    const { chat } = await storedChat(store());
    const asked = ownership(chat, { startedAt: after(5), department: LAB, note: "بی‌تاب است" });
    const inLine = continued(chat, 0);
    await store().commit({ conversations: [{ before: chat, after: inLine }], ownerships: [asked] });
    expect(await store().conversations.ownerships(chat.id)).toEqual([
      {
        id: expect.any(String),
        conversationId: chat.id,
        kind: "bot",
        startedAt: chat.createdAt,
        why: "began",
        endedAt: after(5),
      },
      asked,
    ]);
    const taken = ownership(chat, { kind: "agent", agentId: other.id, why: "taken", startedAt: after(7) });
    const backAgain = ownership(chat, { kind: "bot", why: "given_back", startedAt: after(9) });
    await store().commit({
      conversations: [{ before: inLine, after: continued(inLine, 0) }],
      ownerships: [taken, backAgain],
    });
    const [, ...rest] = await store().conversations.ownerships(chat.id);
    expect(rest).toEqual([{ ...asked, endedAt: after(7) }, { ...taken, endedAt: after(9) }, backAgain]);
  });

  test("begins with a conversation that waits from its first message", async () => {
    const who = customer();
    const chat = conversation(who, { owner: { kind: "waiting", since: after(0), why: "safety" } });
    const asked = ownership(chat, { why: "safety" });
    await store().commit({ customers: [{ after: who }], conversations: [{ after: chat }], ownerships: [asked] });
    expect((await store().conversations.ownerships(chat.id)).map(({ why }) => why)).toEqual(["began", "safety"]);
  });

  test("is one of two who take it at once", async () => {
    const rivals = [agent(), agent(), agent(), agent()];
    for (const rival of rivals) await store().staff.save(rival);
    const { chat } = await storedChat(store());
    const outcomes = await Promise.allSettled(
      rivals.map(({ id: agentId }) =>
        store().commit({
          conversations: [
            { before: chat, after: continued(chat, 0, { owner: { kind: "agent", agentId, since: after(1) } }) },
          ],
          ownerships: [ownership(chat, { kind: "agent", agentId, why: "taken", startedAt: after(1) })],
        }),
      ),
    );
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost).toHaveLength(3);
    expect(lost.every(({ reason }) => isLostRace(reason))).toBe(true);
    const winner = rivals[outcomes.findIndex(({ status }) => status === "fulfilled")];
    const stretches = await store().conversations.ownerships(chat.id);
    expect(stretches.map(({ kind }) => kind)).toEqual(["bot", "agent"]);
    expect(stretches.filter(({ endedAt }) => endedAt === undefined)).toMatchObject([{ agentId: winner?.id }]);
  });

  test("does not change without its conversation, nor go to somebody who is not there", async () => {
    const { chat } = await storedChat(store());
    await expect(store().commit({ ownerships: [ownership(chat)] })).rejects.toMatchObject({
      code: "bad-unit-of-work",
    });
    const { id: agentId } = agent();
    await expect(
      store().commit({
        conversations: [{ before: chat, after: continued(chat, 0) }],
        ownerships: [ownership(chat, { kind: "agent", agentId })],
      }),
    ).rejects.toMatchObject({ code: "store-reference" });
    await expect(
      handed(store(), chat, { kind: "waiting", since: after(1), why: "asked", offeredTo: agentId }),
    ).rejects.toMatchObject({ code: "store-reference" });
  });

  test("is looked at again when that is due, the longest due first", async () => {
    const other = agent();
    await store().staff.save(other);
    const owners: readonly Owner[] = [
      { kind: "waiting", since: after(0), why: "asked", dueAt: after(-20) },
      { kind: "agent", agentId: other.id, since: after(0), dueAt: after(-30) },
      { kind: "waiting", since: after(0), why: "asked", dueAt: after(20) },
      { kind: "waiting", since: after(0), why: "asked" },
    ];
    const chats = [];
    for (const owner of owners) chats.push((await storedChat(store(), { owner })).chat);
    const mine = new Set(chats.map(({ id }) => id));
    const due = (await store().conversations.ownersDue(after(-20), 100)).filter(({ id }) => mine.has(id));
    expect(due).toEqual([chats[1], chats[0]]);
    expect(await store().conversations.ownersDue(after(-20), 1)).toHaveLength(1);
  });

  test("is counted for each agent, what they are offered included", async () => {
    const [busy, idle] = [agent(), agent()];
    for (const one of [busy, idle]) await store().staff.save(one);
    await storedChat(store(), { owner: { kind: "agent", agentId: busy.id, since: after(0) } });
    await storedChat(store(), { owner: { kind: "agent", agentId: busy.id, since: after(1) } });
    await storedChat(store(), { owner: { kind: "waiting", since: after(0), why: "asked", offeredTo: busy.id } });
    expect(await store().conversations.load([busy.id, idle.id])).toEqual(
      new Map([
        [busy.id, 3],
        [idle.id, 0],
      ]),
    );
    expect(await store().conversations.load([])).toEqual(new Map());
  });
});
