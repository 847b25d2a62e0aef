import { expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { never, type Delivery, type OutboundMessage } from "../../core/conversation/message.ts";
import type { Store } from "../../core/store/store.ts";
import { describeStores } from "./store.harness.ts";
import { after, continued, inbound, isLostRace, NOON, outbound, storedChat } from "./store.fixtures.ts";

const TIMES = 25;
const pending: Delivery = { state: "pending", attempts: 0, nextAttemptAt: NOON };
const sent: Delivery = { state: "sent", attempts: 1, nextAttemptAt: NOON, sentAt: NOON, providerId: "p" };

describeStores("deliveries that cross", (store) => {
  test("two takers share what is due, and none gets what another has", async () => {
    const chats = await Promise.all(Array.from({ length: TIMES }, () => waitingIn(store(), pending, pending)));
    const firsts = chats.map(({ messages }) => messages[0].id);
    const rounds = Array.from({ length: 8 }, () => store().outbox.take("whatsapp", NOON, 60_000, 7));
    const taken = (await Promise.all(rounds)).flat();
    expect(taken.map(({ id }) => id).sort()).toEqual([...firsts].sort());
  });

  test("a report that crosses its answer is not lost, whichever comes first", async () => {
    const chats = await Promise.all(Array.from({ length: TIMES }, () => waitingIn(store(), pending, pending)));
    await store().outbox.take("whatsapp", NOON, 60_000, 1000);
    const crossings = chats.map(async ({ messages: [{ id }] }) => {
      const raised = await Promise.all([
        store().outbox.note(id, { state: "sent", providerId: "p" }, after(1)),
        store().outbox.settle(id, sent, NOON),
        store().outbox.note(id, { state: "read", providerId: "p" }, after(1)),
        store().outbox.note(id, { state: "delivered", providerId: "p" }, after(1)),
        store().outbox.note(id, { state: "read", providerId: "p" }, after(1)),
      ]);
      const message = await store().conversations.message(id);
      expect(message).toMatchObject({ delivery: { state: "read", attempts: 1, providerId: "p" } });
      expect(raised.filter((one) => one?.delivery.state === "read")).toHaveLength(1);
    });
    await Promise.all(crossings);
    const next = await store().outbox.take("whatsapp", NOON, 60_000, 1000);
    expect(next.map(({ id }) => id).sort()).toEqual(chats.map(({ messages }) => messages[1].id).sort());
  });

  test("many that end together are each settled as they ended", async () => {
    const chats = await Promise.all(Array.from({ length: 3 * TIMES }, () => waitingIn(store(), pending, pending)));
    await store().outbox.take("whatsapp", NOON, 60_000, 1000);
    const endings = chats.map(({ messages: [{ id }] }, index): readonly [OutboundMessage["id"], Delivery] => {
      if (index % 3 === 0) return [id, { ...sent, providerId: `p${index}` }];
      if (index % 3 === 1) return [id, { state: "failed", attempts: 2, nextAttemptAt: NOON, failure: "refused" }];
      return [id, { state: "pending", attempts: index, nextAttemptAt: after(index), failure: "unavailable" }];
    });
    await Promise.all(endings.map(([id, delivery]) => store().outbox.settle(id, delivery, NOON)));
    for (const [id, delivery] of endings) expect(await store().conversations.message(id)).toMatchObject({ delivery });
  });

  test("a message that is put behind the window while its customer writes is let go", async () => {
    const chats = await Promise.all(Array.from({ length: TIMES }, () => waitingIn(store(), pending, pending)));
    await store().outbox.take("whatsapp", NOON, 60_000, 1000);
    const crossings = chats.map(async ({ messages: [{ id, address }] }, index) => {
      const held: Delivery = { state: "pending", attempts: 1, nextAttemptAt: never, hold: "window" };
      const writing = () => turn(store(), address, after(2));
      const holding = () => store().outbox.settle(id, held, after(1));
      await Promise.all(index % 2 ? [writing(), holding()] : [holding(), writing()]);
      const message = await store().conversations.message(id);
      expect(message).toMatchObject({ delivery: { state: "pending", nextAttemptAt: after(2) } });
      expect(message).not.toMatchObject({ delivery: { hold: "window" } });
    });
    await Promise.all(crossings);
  });
});

/** A conversation with two messages that wait. */
async function waitingIn(store: Store, ...[first, second]: readonly [Delivery, Delivery]) {
  const { chat } = await storedChat(store, { address: { channel: "whatsapp", externalId: uuidv7() } });
  const messages: readonly [OutboundMessage, OutboundMessage] = [
    outbound(chat, 1, { delivery: first }),
    outbound(chat, 2, { delivery: second }),
  ];
  await store.commit({ conversations: [{ before: chat, after: continued(chat, 2) }], outbound: messages });
  return { messages };
}

/** The customer at `address` writes: read, and committed with what is then let go, again where a rival was faster. */
async function turn(store: Store, address: Conversation["address"], at: Date): Promise<void> {
  for (;;) {
    const { conversation, held } = await store.readTurn(address, "x");
    if (!conversation) throw new Error("It was made by the test");
    const grown = continued(conversation, 1, { lastInboundAt: at });
    try {
      await store.commit({
        conversations: [{ before: conversation, after: grown }],
        inbound: inbound(conversation, grown.lastSeq, { receivedAt: at }),
        ...(held.some(({ hold }) => hold === "window") ? { releases: [conversation.id] } : {}),
      });
      return;
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
}
