import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Store } from "../../core/store/store.ts";
import { describeStores } from "./store.harness.ts";
import {
  after,
  attachment,
  complaint,
  continued,
  NOON,
  outbound,
  storedChat,
  storedComplaint,
  storedFile,
} from "./store.fixtures.ts";

describeStores("outbox and files", (store) => {
  describe("the outbox", () => {
    test("hands out a conversation's messages in order, one at a time, to one taker", async () => {
      const { first, second } = await storedMessages(store(), "whatsapp");
      const take = () => store().outbox.take("whatsapp", NOON, 1000, 10);
      const taken = (await Promise.all([take(), take(), take(), take(), take()])).flat();
      const leased = { state: "sending", attempts: 0, nextAttemptAt: NOON, leasedUntil: after(1 / 60) };
      expect(taken).toEqual([{ ...first, delivery: leased, lastInboundAt: NOON }]);
      expect(await take()).toEqual([]);
      const sent = { state: "sent" as const, attempts: 1, nextAttemptAt: NOON, sentAt: NOON, providerId: "p" };
      await store().outbox.settle(first.id, sent, NOON);
      expect(await store().conversations.message(first.id)).toEqual({ ...first, delivery: sent });
      expect((await take()).map(({ id }) => id)).toEqual([second.id]);
    });

    test("hands a message out again when its pause is over, or when its lease has run out unsettled", async () => {
      const { first, second } = await storedMessages(store(), "sms");
      const takenAt = async (minute: number) =>
        (await store().outbox.take("sms", after(minute), 1000, 10)).map(({ id, delivery }) => ({ id, ...delivery }));
      expect(await takenAt(0)).toMatchObject([{ id: first.id }]);
      const waiting = { state: "pending" as const, attempts: 1, nextAttemptAt: after(10), failure: "unavailable" };
      await store().outbox.settle(first.id, waiting, NOON);
      expect(await takenAt(9)).toEqual([]);
      expect(await takenAt(10)).toMatchObject([{ id: first.id, attempts: 1, failure: "unavailable" }]);
      expect(await takenAt(11)).toMatchObject([{ id: first.id, attempts: 1, failure: "lapsed" }]);
      const failed = { state: "failed" as const, attempts: 2, nextAttemptAt: NOON, failure: "refused" };
      await store().outbox.settle(first.id, failed, NOON);
      expect(await takenAt(12)).toMatchObject([{ id: second.id }]);
      await store().outbox.settle(second.id, failed, NOON);
      expect(await takenAt(99)).toEqual([]);
    });

    test("keeps to the channels, the moment and the number that are asked for, oldest first", async () => {
      for (const minute of [3, 1, 2, 9]) {
        const { chat } = await storedChat(store(), { address: { channel: "email", externalId: uuidv7() } });
        const message = outbound(chat, 1, {
          delivery: { state: "pending", attempts: 0, nextAttemptAt: after(minute) },
        });
        await store().commit({ conversations: [{ before: chat, after: continued(chat, 1) }], outbound: [message] });
      }
      expect(await store().outbox.take("sms", after(5), 1000, 10)).toEqual([]);
      const due = [
        ...(await store().outbox.take("email", after(5), 1000, 2)),
        ...(await store().outbox.take("email", after(5), 1000, 2)),
      ];
      expect(due.map(({ delivery }) => delivery.nextAttemptAt)).toEqual([after(1), after(2), after(3)]);
      for (const { id } of due)
        await store().outbox.settle(id, { state: "sent", attempts: 1, nextAttemptAt: NOON }, NOON);
    });

    test("tells how many wait and how long the oldest has", async () => {
      const before = await store().outbox.lag(after(60));
      const { chat } = await storedChat(store());
      const message = outbound(chat, 1, { delivery: { state: "pending", attempts: 0, nextAttemptAt: after(-60) } });
      await store().commit({ conversations: [{ before: chat, after: continued(chat, 1) }], outbound: [message] });
      expect(await store().outbox.lag(after(-30))).toEqual({ seconds: 1800, waiting: 1 });
      expect((await store().outbox.lag(after(60))).waiting).toBe(before.waiting + 1);
      await store().outbox.settle(message.id, { state: "superseded", attempts: 0, nextAttemptAt: NOON }, NOON);
      expect(await store().outbox.lag(after(-30))).toEqual({ seconds: 0, waiting: 0 });
    });

    test("forgets secrets that were told, and only those", async () => {
      const { chat } = await storedChat(store());
      const kept = { text: "رمز نشان داده شد", details: [] };
      const told = { state: "sent" as const, attempts: 1, nextAttemptAt: NOON, sentAt: after(-500) };
      const messages = [told, { ...told, sentAt: after(-300) }, { ...told, state: "pending" as const }].map(
        (delivery, index) => {
          const message = outbound(chat, index + 1, { delivery });
          return { ...message, body: { ...message.body, text: "رمز: 123", kept } };
        },
      );
      await store().commit({ conversations: [{ before: chat, after: continued(chat, 3) }], outbound: messages });
      expect(await store().outbox.forget(after(-400))).toBe(1);
      expect(await store().outbox.forget(after(-400))).toBe(0);
      const { kept: _kept, ...body } = { ...(messages[0]?.body ?? outbound(chat, 1).body), ...kept };
      expect(await store().conversations.messages(chat.id, 0, 10)).toEqual([
        { ...messages[0], body },
        ...messages.slice(1),
      ]);
    });

    test("keeps a message that was committed with its history", async () => {
      const { chat } = await storedChat(store());
      const delivery = {
        state: "delivered" as const,
        attempts: 2,
        nextAttemptAt: NOON,
        providerId: "p",
        sentAt: after(1),
        failure: "f",
        leasedUntil: after(2),
      };
      const messages = [outbound(chat, 1, { delivery }), outbound(chat, 2)];
      await store().commit({ conversations: [{ before: chat, after: continued(chat, 2) }], outbound: messages });
      expect(await store().conversations.messages(chat.id, 0, 500)).toEqual(messages);
    });
  });

  describe("attachments", () => {
    test("are announced, leased, stored or refused, and claimed without undoing either", async () => {
      const { customer: who, complaint: filed } = await storedComplaint(store());
      const files = [
        attachment(who, { announcedAt: after(-100) }),
        attachment(who, { announcedAt: after(-99) }),
        attachment(who, { announcedAt: after(-98) }),
      ] as const;
      await store().commit({ attachments: [...files] });
      const taken = (await Promise.all([1, 2].map(() => store().attachments.take(NOON, 1000, 2)))).flat();
      const mine = taken.filter(({ customerId }) => customerId === who.id);
      expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
      expect(mine).toContainEqual({ ...files[0], state: "fetching", attempts: 1 });
      await store().attachments.stored(files[0].id, storedFile);
      await store().attachments.refused(files[1].id, "too_large");
      await store().commit({ claims: files.map(({ id }) => ({ attachmentId: id, complaintId: filed.id })) });
      const claimed = await store().attachments.ofComplaint(filed.id);
      expect(claimed.map(({ id, state }) => [id, state])).toEqual([
        [files[0].id, "stored"],
        [files[1].id, "refused"],
        [files[2].id, mine.length === 3 ? "fetching" : "announced"],
      ]);
      expect(await store().attachments.byId(files[0].id)).toEqual({
        ...files[0],
        complaintId: filed.id,
        state: "stored",
        attempts: 1,
        stored: storedFile,
      });
      expect(await store().attachments.byId(files[1].id)).toMatchObject({ refusal: "too_large" });
      const again = await store().attachments.take(after(1), 1000, 100);
      expect(again.filter(({ customerId }) => customerId === who.id).map(({ id }) => id)).toEqual([files[2].id]);
      expect((await store().attachments.byIds([files[2].id, files[0].id])).map(({ id }) => id)).toEqual([
        files[2].id,
        files[0].id,
      ]);
    });

    test("can be announced and claimed in one commit", async () => {
      const { customer: who, chat } = await storedChat(store());
      const filed = complaint(who);
      const file = attachment(who);
      await store().commit({
        complaints: [{ after: filed }],
        attachments: [file],
        claims: [{ attachmentId: file.id, complaintId: filed.id }],
      });
      expect(await store().attachments.ofComplaint(filed.id)).toEqual([{ ...file, complaintId: filed.id }]);
      expect((await store().readTurn(chat.address, "x")).attachments).toEqual([]);
    });
  });
});

async function storedMessages(store: Store, channel: ChannelName) {
  const { chat } = await storedChat(store, { address: { channel, externalId: uuidv7() } });
  const [first, second] = [outbound(chat, 1), outbound(chat, 2)];
  await store.commit({ conversations: [{ before: chat, after: continued(chat, 2) }], outbound: [first, second] });
  return { first, second };
}
