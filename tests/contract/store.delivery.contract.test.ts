import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { never, type Delivery, type OutboundMessage } from "../../core/conversation/message.ts";
import type { MessageId } from "../../core/ids.ts";
import type { Store } from "../../core/store/store.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import { describeStores } from "./store.harness.ts";
import { after, continued, inbound, NOON, outbound, storedChat, storedComplaint } from "./store.fixtures.ts";

describeStores("holds, windows, pace and reports", (store) => {
  describe("what is held back", () => {
    test("for quiet hours or a window lets later messages pass, and has its place in the order once it is due", async () => {
      const { chat } = await chatWith(store(), held("quiet", after(60)), held("window", never), waiting());
      const [quiet, , plain] = await messagesIn(store(), chat);
      expect(await taken(store(), chat, after(1))).toEqual([plain?.id]);
      await store().outbox.settle(idOf(plain), sent(after(1)), after(1));
      expect(await taken(store(), chat, after(59))).toEqual([]);
      expect(await taken(store(), chat, after(60))).toEqual([quiet?.id]);
    });

    test("is not sent while a later message of its conversation is on its way", async () => {
      const { chat } = await chatWith(store(), held("quiet", after(1)), waiting());
      const [quiet, plain] = await messagesIn(store(), chat);
      expect(await taken(store(), chat, NOON)).toEqual([plain?.id]);
      expect(await taken(store(), chat, after(1))).toEqual([]);
      await store().outbox.settle(idOf(plain), sent(after(2)), after(1));
      expect(await taken(store(), chat, after(2))).toEqual([quiet?.id]);
    });

    test("for more parts of an album, or for another attempt, holds up what follows", async () => {
      for (const first of [held("album", after(5)), { ...waiting(), attempts: 2, nextAttemptAt: after(5) }]) {
        const { chat } = await chatWith(store(), first, waiting());
        const [head] = await messagesIn(store(), chat);
        expect(await taken(store(), chat, after(4))).toEqual([]);
        expect(await taken(store(), chat, after(5))).toEqual([head?.id]);
      }
    });

    const heldIn = async ({ address }: Conversation) =>
      (await store().readTurn(address, "x")).held.map(({ hold, seq }) => `${hold} ${seq}`);

    test("is told to the turn by place, until somebody sends it", async () => {
      const { chat } = await chatWith(store(), held("window", never), held("window", never), held("album", after(1)));
      expect(await heldIn(chat)).toEqual(["window 1", "window 2", "album 3"]);
      expect(await taken(store(), chat, after(1))).toHaveLength(1);
      expect(await heldIn(chat)).toEqual(["window 1", "window 2"]);
    });

    test("is let go by what the customer writes, in order, and nothing else is", async () => {
      const { chat } = await chatWith(
        store(),
        held("window", never),
        held("quiet", after(90)),
        held("album", after(80)),
      );
      const other = await chatWith(store(), held("window", never));
      const at = after(10);
      await write(store(), chat, at, { releases: [chat.id] });
      const [window, quiet, album, answer] = await messagesIn(store(), chat);
      expect(window?.delivery).toEqual({ ...waiting(), nextAttemptAt: at });
      expect(quiet?.delivery).toEqual({ ...waiting(), nextAttemptAt: at });
      expect(album?.delivery).toEqual(held("album", after(80)));
      expect((await messagesIn(store(), other.chat))[0]?.delivery).toEqual(held("window", never));
      expect(await heldIn(chat)).toEqual(["album 3"]);
      for (const message of [window, quiet, album, answer]) {
        expect(await taken(store(), chat, after(80))).toEqual([message?.id]);
        await store().outbox.settle(idOf(message), sent(after(80)), after(80));
      }
    });

    test("for an album is superseded by the answer to the next part, unless it is on its way", async () => {
      const { chat } = await chatWith(store(), held("album", after(1)), held("quiet", after(9)));
      const next = await write(store(), chat, NOON, { outdated: [chat.id] }, held("album", after(2)));
      const [first, quiet, answer] = await messagesIn(store(), chat);
      expect(first?.delivery).toEqual({ ...waiting(), state: "superseded", nextAttemptAt: after(1) });
      expect([quiet?.delivery.hold, answer?.delivery.hold]).toEqual(["quiet", "album"]);
      expect(await taken(store(), chat, after(2))).toEqual([answer?.id]);
      await write(store(), next, after(2), { outdated: [chat.id] });
      expect((await messagesIn(store(), chat))[2]?.delivery.state).toBe("sending");
    });

    test("waits with its invitation, and is due at once where the customer wrote meanwhile", async () => {
      const invited = { ...held("window", never), attempts: 1, invitedAt: NOON, providerId: "p" };
      for (const { asOf, isDue } of [
        { asOf: NOON, isDue: true },
        { asOf: after(1), isDue: false },
      ]) {
        const { chat } = await chatWith(store(), waiting());
        const [message] = await messagesIn(store(), chat);
        await taken(store(), chat, after(1));
        await store().outbox.settle(idOf(message), invited, asOf);
        const { hold: _hold, ...free } = { ...invited, nextAttemptAt: NOON };
        expect((await messagesIn(store(), chat))[0]?.delivery).toEqual(isDue ? free : invited);
        expect(await taken(store(), chat, after(2))).toEqual(isDue ? [message?.id] : []);
      }
    });
  });

  describe("the pace of a conversation", () => {
    const pace = { count: 2, perMs: 60_000 };

    test("keeps back whoever was told so much just now, and nobody else", async () => {
      const told = (minute: number) => ({ ...sent(after(minute)), attempts: 1 });
      const slow = await chatWith(store(), told(0), told(0.5), waiting());
      const quick = await chatWith(store(), told(-2), told(0.5), waiting());
      const silent = await chatWith(store(), { ...told(0), attempts: 0 }, { ...told(0.5), attempts: 0 }, waiting());
      const takenAt = async (minute: number) => {
        const due = await store().outbox.take("telegram", after(minute), 600_000, 100, pace);
        const ours = [slow, quick, silent].filter(({ chat }) => due.some((one) => one.conversationId === chat.id));
        return new Set(ours);
      };
      expect(await takenAt(0.9)).toEqual(new Set([quick, silent]));
      expect(await takenAt(1)).toEqual(new Set([slow]));
    });
  });

  describe("what a platform says", () => {
    test("raises the state, tells the message as it then is, and is news", async () => {
      const { chat } = await chatWith(store(), waiting());
      const [message] = await messagesIn(store(), chat);
      const id = idOf(message);
      await taken(store(), chat, NOON);
      await store().outbox.settle(id, { ...sent(NOON), providerId: "p" }, NOON);
      const heard: string[] = [];
      const stop = await store().listen((news) => heard.push(news.id));
      const report = { state: "delivered" as const, providerId: "p" };
      const delivery = { ...sent(NOON), state: "delivered" as const, providerId: "p" };
      expect(await store().outbox.note(id, report, after(1))).toEqual({ ...message, delivery });
      expect(await store().outbox.note(id, report, after(1))).toBeUndefined();
      expect(await store().outbox.note(id, { state: "sent" }, after(1))).toBeUndefined();
      expect(await store().outbox.note(id, { state: "failed", failure: "63016" }, after(1))).toBeUndefined();
      expect(await store().conversations.message(id)).toEqual({ ...message, delivery });
      while (!heard.includes(chat.id)) await new Promise((resolve) => setTimeout(resolve, 10));
      await stop();
    });

    test("may come before the platform's answer, which then lowers nothing", async () => {
      const { chat } = await chatWith(store(), waiting(), waiting());
      const [message, next] = await messagesIn(store(), chat);
      const id = idOf(message);
      await taken(store(), chat, NOON);
      expect((await store().outbox.note(id, { state: "delivered" }, NOON))?.delivery.state).toBe("delivered");
      await store().outbox.settle(id, { ...sent(after(1)), providerId: "p" }, NOON);
      const known = { ...sent(NOON), state: "delivered" as const, providerId: "p" };
      expect((await messagesIn(store(), chat))[0]?.delivery).toEqual(known);
      expect(await taken(store(), chat, after(1))).toEqual([next?.id]);
    });

    test("that it was not delivered may come before the platform's answer, too", async () => {
      const { chat } = await chatWith(store(), waiting());
      const [message] = await messagesIn(store(), chat);
      await taken(store(), chat, NOON);
      const again = { ...waiting(), attempts: 1, nextAttemptAt: after(5), providerId: "p", failure: "30008" };
      await store().outbox.settle(idOf(message), again, after(1));
      await store().outbox.settle(idOf(message), { ...sent(after(1)), providerId: "p" }, NOON);
      expect((await messagesIn(store(), chat))[0]?.delivery).toEqual(again);
      expect(await taken(store(), chat, after(5))).toEqual([message?.id]);
      await store().outbox.settle(idOf(message), { ...sent(after(5)), providerId: "p2" }, after(5));
      expect((await messagesIn(store(), chat))[0]?.delivery).toEqual({ ...sent(after(5)), providerId: "p2" });
    });

    test("can take an acceptance back: the message waits for the window", async () => {
      const { chat } = await chatWith(store(), waiting());
      const [message] = await messagesIn(store(), chat);
      const id = idOf(message);
      await taken(store(), chat, after(1));
      await store().outbox.settle(id, { ...sent(after(1)), providerId: "p" }, after(1));
      const back = { ...held("window", never), attempts: 1, providerId: "p", failure: "63016" };
      await store().outbox.settle(id, back, after(2));
      expect((await messagesIn(store(), chat))[0]?.delivery).toEqual(back);
      expect(await store().outbox.note(id, { state: "sent", providerId: "p" }, after(2))).toBeUndefined();
    });

    test("is found by what it is about", async () => {
      const { complaint: filed } = await storedComplaint(store());
      const about = { complaintId: filed.id, purpose: "decision.1" };
      const chats = [await storedChat(store()), await storedChat(store())];
      const messages = chats.map(({ chat }, index) => outbound(chat, 1, { ...about, createdAt: after(9 - index) }));
      const else_ = outbound(chats[0]?.chat ?? missing(), 2, { ...about, purpose: "decision.2" });
      for (const [index, { chat }] of chats.entries())
        await store().commit({
          conversations: [{ before: chat, after: continued(chat, 2) }],
          outbound: [messages[index] ?? missing(), ...(index === 0 ? [else_] : [])],
        });
      expect(await store().outbox.ofPurpose(filed.id, "decision.1")).toEqual(messages.toReversed());
      expect(await store().outbox.ofPurpose(filed.id, "reminder.1")).toEqual([]);
    });
  });

  test("why a chat cannot be told, and where it came from, is kept and taken back", async () => {
    const former = await storedChat(store());
    const { chat } = await storedChat(store());
    const marked = continued(chat, 0, {
      unreachable: { reason: "opted_out", since: after(1) },
      joined: { at: after(2), proof: "code", fromCustomerId: former.customer.id },
    });
    await store().commit({ conversations: [{ before: chat, after: marked }] });
    expect(await store().conversations.byId(chat.id)).toEqual(marked);
    const { unreachable: _unreachable, joined: _joined, ...rest } = continued(marked, 0);
    await store().commit({ conversations: [{ before: marked, after: rest }] });
    expect((await store().readTurn(chat.address, "x")).conversation).toEqual(rest);
    const { chat: born } = await storedChat(store(), { unreachable: { reason: "blocked", since: NOON } });
    expect(await store().conversations.byId(born.id)).toEqual(born);
  });

  test("trouble of a channel is told once while nobody has settled it", async () => {
    const trouble = (channel: ChannelName) => ({ kind: "channel_trouble" as const, channel, at: NOON });
    await store().commit({ alerts: [trouble("sms"), trouble("email")] });
    await store().commit({ alerts: [trouble("sms"), { kind: "fault", at: NOON }, { kind: "fault", at: NOON }] });
    const open = (await store().alerts.open(100)).map(({ kind, channel }) => [kind, channel]);
    expect(open.filter(([kind]) => kind === "channel_trouble").sort()).toEqual([
      ["channel_trouble", "email"],
      ["channel_trouble", "sms"],
    ]);
    expect(open.filter(([kind]) => kind === "fault")).toHaveLength(2);
  });
});

function waiting(): Delivery {
  return { state: "pending", attempts: 0, nextAttemptAt: NOON };
}

function held(hold: NonNullable<Delivery["hold"]>, nextAttemptAt: Date): Delivery {
  return { ...waiting(), hold, nextAttemptAt };
}

function sent(at: Date): Delivery {
  return { state: "sent", attempts: 1, nextAttemptAt: NOON, sentAt: at };
}

/** A conversation with these messages. */
async function chatWith(store: Store, ...deliveries: readonly Delivery[]): Promise<{ chat: Conversation }> {
  const { chat } = await storedChat(store, { address: { channel: "telegram", externalId: uuidv7() } });
  const grown = continued(chat, deliveries.length);
  const messages = deliveries.map((delivery, index) => outbound(chat, index + 1, { delivery }));
  await store.commit({ conversations: [{ before: chat, after: grown }], outbound: messages });
  return { chat: grown };
}

/** The customer writes, and is answered. */
async function write(
  store: Store,
  { id }: Conversation,
  at: Date,
  work: UnitOfWork,
  delivery: Delivery = waiting(),
): Promise<Conversation> {
  const before = (await store.conversations.byId(id)) ?? missing();
  const grown = continued(before, 2, { lastInboundAt: at });
  await store.commit({
    ...work,
    conversations: [{ before, after: grown }],
    inbound: inbound(before, before.lastSeq + 1, { receivedAt: at }),
    outbound: [outbound(before, before.lastSeq + 2, { delivery })],
  });
  return grown;
}

async function messagesIn(store: Store, { id }: Conversation): Promise<readonly OutboundMessage[]> {
  const messages = await store.conversations.messages(id, 0, 100);
  return messages.flatMap((message) => (message.direction === "out" ? [message] : []));
}

/** Takes for ten minutes what is due on the channel; the ids of the conversation's own. */
async function taken(store: Store, { id, address }: Conversation, now: Date): Promise<readonly MessageId[]> {
  const due = await store.outbox.take(address.channel, now, 600_000, 100);
  return due.filter(({ conversationId }) => conversationId === id).map((message) => message.id);
}

function idOf(message: OutboundMessage | undefined): MessageId {
  return message?.id ?? missing();
}

function missing(): never {
  throw new Error("It was made by the test");
}
