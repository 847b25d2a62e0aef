import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { ConcurrentChange, DuplicateInbound } from "../../core/errors.ts";
import { describeStores } from "./store.harness.ts";
import {
  after,
  attachment,
  complaint,
  continued,
  conversation,
  customer,
  event,
  inbound,
  isLostRace,
  newId,
  NOON,
  outbound,
  storedChat,
  storedComplaint,
} from "./store.fixtures.ts";

describeStores("duplicates and lost races", (store) => {
  describe("duplicates and lost races", () => {
    test("a message that is known is refused, one after another, and writes nothing", async () => {
      const { chat } = await storedChat(store());
      const said = inbound(chat, 1);
      const first = continued(chat, 1);
      await store().commit({ conversations: [{ before: chat, after: first }], inbound: said });
      const again = { ...said, id: newId.message(), seq: 2 };
      const repeat = store().commit({ conversations: [{ before: first, after: continued(first, 1) }], inbound: again });
      await expect(repeat).rejects.toBeInstanceOf(DuplicateInbound);
      const stale = store().commit({ conversations: [{ before: chat, after: continued(chat, 2) }], inbound: again });
      await expect(stale).rejects.toBeInstanceOf(DuplicateInbound);
      expect(await store().conversations.byId(chat.id)).toEqual(first);
      expect(await store().conversations.messages(chat.id, 0, 10)).toEqual([said]);
    });

    test("the same id on another channel is another message", async () => {
      const { chat } = await storedChat(store());
      const other = await storedChat(store(), { address: { channel: "telegram", externalId: uuidv7() } });
      const said = inbound(chat, 1);
      await store().commit({ conversations: [{ before: chat, after: continued(chat, 1) }], inbound: said });
      const same = inbound(other.chat, 1, { externalId: said.externalId });
      await store().commit({ conversations: [{ before: other.chat, after: continued(other.chat, 1) }], inbound: same });
      expect((await store().readTurn(other.chat.address, said.externalId)).duplicate).toBe(true);
      expect((await store().readTurn({ channel: "sms", externalId: "x" }, said.externalId)).duplicate).toBe(false);
    });

    test("of twenty commits of one message at once, one has an effect", async () => {
      const { chat } = await storedChat(store());
      const said = inbound(chat, 1);
      const tries = Array.from({ length: 20 }, () =>
        store().commit({
          conversations: [{ before: chat, after: continued(chat, 2) }],
          inbound: { ...said, id: newId.message() },
          outbound: [outbound(chat, 2)],
        }),
      );
      const ends = await Promise.allSettled(tries);
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const end of ends) if (end.status === "rejected") expect(isLostRace(end.reason)).toBe(true);
      expect(await store().conversations.messages(chat.id, 0, 10)).toHaveLength(2);
    });

    test("of two first messages from one address at once, one makes the conversation", async () => {
      const address = { channel: "telegram" as const, externalId: uuidv7() };
      const tries = Array.from({ length: 8 }, () => {
        const who = customer();
        const chat = conversation(who, { address, lastSeq: 1 });
        return store().commit({
          customers: [{ after: who }],
          conversations: [{ after: chat }],
          inbound: inbound(chat, 1),
        });
      });
      const ends = await Promise.allSettled(tries);
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const end of ends) if (end.status === "rejected") expect(end.reason).toBeInstanceOf(ConcurrentChange);
      const facts = await store().readTurn(address, "x");
      expect(await store().conversations.ofCustomer(facts.customer?.id ?? newId.customer())).toHaveLength(1);
    });

    test("of two commits on one version of a conversation, one wins and the other has written nothing at all", async () => {
      const { customer: who, chat } = await storedChat(store());
      const work = (text: string) => ({
        conversations: [{ before: chat, after: continued(chat, 2) }],
        inbound: inbound(chat, 1, { reply: { kind: "text", text } }),
        outbound: [outbound(chat, 2)],
        complaints: [{ after: complaint(who) }],
        attachments: [attachment(who)],
      });
      const works = [work("one"), work("two")];
      const ends = await Promise.allSettled(works.map((one) => store().commit(one)));
      const lost = works[ends.findIndex(({ status }) => status === "rejected")];
      expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(await store().conversations.messages(chat.id, 0, 10)).toHaveLength(2);
      expect(await store().complaints.byId(lost?.complaints[0]?.after.id ?? newId.complaint())).toBeUndefined();
      expect(await store().attachments.byIds(lost?.attachments.map(({ id }) => id) ?? [])).toEqual([]);
      expect(await store().complaints.ofCustomer(who.id)).toHaveLength(1);
    });

    test("a complaint that has changed meanwhile undoes the whole of the work", async () => {
      const { customer: who, chat } = await storedChat(store());
      const { complaint: loaded } = await storedComplaint(store(), {}, who);
      const escalated = { ...loaded, version: 2, escalatedAt: after(1) };
      await store().commit({ complaints: [{ before: loaded, after: escalated }] });
      const evidence = {
        id: uuidv7(),
        at: NOON,
        by: loaded.filedBy,
        door: "webchat" as const,
        attachments: [],
        internal: false,
      };
      const late = store().commit({
        conversations: [{ before: chat, after: continued(chat, 1) }],
        inbound: inbound(chat, 1),
        complaints: [{ before: loaded, after: { ...loaded, version: 2, evidence: [evidence] } }],
        events: [event(loaded, { kind: "evidence_added" })],
        alerts: [{ kind: "safety", complaintId: loaded.id, at: NOON }],
        timers: [{ key: `late ${loaded.id}`, purpose: "limit", at: NOON, complaintId: loaded.id }],
      });
      await expect(late).rejects.toBeInstanceOf(ConcurrentChange);
      expect(await store().complaints.byId(loaded.id)).toEqual(escalated);
      expect(await store().conversations.byId(chat.id)).toEqual(chat);
      expect(await store().complaints.events(loaded.id)).toEqual([]);
      expect((await store().alerts.open(100)).filter(({ complaintId }) => complaintId === loaded.id)).toEqual([]);
    });

    test("a tracking number is given once", async () => {
      const { complaint: filed, customer: who } = await storedComplaint(store());
      const twin = store().commit({ complaints: [{ after: complaint(who, { number: filed.number }) }] });
      await expect(twin).rejects.toBeInstanceOf(ConcurrentChange);
    });
  });
});
