import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { ConcurrentChange, Fault } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import { describeStores } from "./store.harness.ts";
import {
  after,
  agent,
  attachment,
  complaint,
  continued,
  customer,
  event,
  inbound,
  newId,
  NOON,
  outbound,
  storedChat,
  storedComplaint,
} from "./store.fixtures.ts";

describeStores("a turn", (store) => {
  describe("what is not there", () => {
    test("is undefined or an empty list, for ids that nobody has and for ids that are none", async () => {
      for (const id of [uuidv7(), "no-id", "", "'; DROP TABLE message; --"]) {
        expect(await store().complaints.byId(brand(id))).toBeUndefined();
        expect(await store().complaints.byNumber(brand(id))).toBeUndefined();
        expect(await store().complaints.ofCustomer(brand(id))).toEqual([]);
        expect(await store().complaints.events(brand(id))).toEqual([]);
        expect(await store().conversations.byId(brand(id))).toBeUndefined();
        expect(await store().conversations.byAddress({ channel: "sms", externalId: id })).toBeUndefined();
        expect(await store().conversations.ofCustomer(brand(id))).toEqual([]);
        expect(await store().conversations.messages(brand(id), 0, 10)).toEqual([]);
        expect(await store().conversations.customer(brand(id))).toBeUndefined();
        expect(await store().conversations.message(brand(id))).toBeUndefined();
        expect(await store().attachments.byId(brand(id))).toBeUndefined();
        expect(await store().attachments.byIds([brand(id)])).toEqual([]);
        expect(await store().attachments.ofComplaint(brand(id))).toEqual([]);
        expect(await store().staff.byId(brand(id))).toBeUndefined();
        expect(await store().staff.byEmail(id)).toBeUndefined();
        expect(await store().staff.sessionByHash(id)).toBeUndefined();
        expect(await store().staff.sessionsOf(brand(id))).toEqual([]);
        expect(await store().staff.linkByHash(id)).toBeUndefined();
        expect(await store().staff.useLink(id, NOON)).toBe(false);
        expect(await store().calendars.version(77)).toBeUndefined();
        expect(await store().throttles.read(`key ${id}`)).toEqual({ failures: 0 });
      }
    });

    test("settles nothing", async () => {
      await store().outbox.settle(newId.message(), { state: "sent", attempts: 1, nextAttemptAt: NOON }, NOON);
      expect(await store().outbox.note(newId.message(), { state: "read" }, NOON)).toBeUndefined();
      expect(await store().outbox.note(brand("no-id"), { state: "read" }, NOON)).toBeUndefined();
      await store().buckets.giveBack("nobody's", { count: 1, perMs: 1000 }, 1);
      await store().bookmarks.release("nobody's", "nobody");
      await store().attachments.refused(newId.attachment(), "broken");
      await store().alerts.settle(uuidv7(), newId.agent(), NOON);
      await store().alerts.settle("no-id", newId.agent(), NOON);
    });

    test("makes a first turn with nothing in it", async () => {
      const facts = await store().readTurn({ channel: "telegram", externalId: "nobody" }, "1");
      expect(facts).toEqual({ duplicate: false, held: [], complaints: [], attachments: [] });
    });
  });

  describe("a turn", () => {
    test("is committed whole and read back as it was", async () => {
      const { customer: who, chat } = await storedChat(store(), { languageChosen: true });
      const staff = agent();
      await store().staff.save(staff);
      const filed = complaint(who);
      const file = attachment(who, { name: "عکس.jpg", source: { kind: "remote", handle: "tg:1" } });
      const next = continued(chat, 3, {
        owner: { kind: "agent", agentId: staff.id, since: after(1) },
        state: {
          cursors: [
            {
              flow: "file",
              version: 2,
              step: "product",
              slots: { a: [1, null, "ü"] },
              startedAt: NOON.toISOString(),
            },
          ],
          offers: [
            {
              id: "q1",
              seq: 2,
              choices: [{ value: "v", label: "l" }],
              about: { kind: "consent", complaintId: filed.id, round: 1 },
              state: "open",
            },
          ],
          misunderstood: 1,
          complaintId: filed.id,
          granted: [],
        },
      });
      const said = inbound(chat, 1, {
        reply: {
          kind: "files",
          files: [{ source: { kind: "remote", handle: "h" }, kind: "photo", size: 3 }],
          text: "t",
        },
        attachments: [file.id],
        sentAt: after(-1),
        clientId: "c-1",
        complaintId: filed.id,
        unassigned: true,
        faultCode: "bug",
      });
      const answers = [
        outbound(chat, 2, { complaintId: filed.id, purpose: "registered" }),
        outbound(chat, 3, { author: { kind: "agent", agentId: staff.id } }),
      ];
      const history = [
        event(filed),
        event(filed, { kind: "note_added", actor: { kind: "system", rule: "r" }, facts: {} }),
      ];
      await store().commit({
        conversations: [{ before: chat, after: next }],
        inbound: said,
        outbound: answers,
        complaints: [{ after: filed }],
        events: history,
        attachments: [file],
      });
      expect(await store().readTurn(chat.address, said.externalId)).toEqual({
        duplicate: true,
        conversation: next,
        customer: who,
        held: [],
        complaints: [filed],
        attachments: [file],
      });
      expect(await store().conversations.messages(chat.id, 0, 10)).toEqual([said, ...answers]);
      expect(await store().conversations.messages(chat.id, 1, 1)).toEqual([answers[0]]);
      expect(await store().conversations.message(said.id)).toEqual(said);
      expect(await store().conversations.byId(chat.id)).toEqual(next);
      expect(await store().conversations.byAddress(chat.address)).toEqual(next);
      expect(await store().conversations.ofCustomer(who.id)).toEqual([next]);
      expect(await store().conversations.customer(who.id)).toEqual(who);
      expect(await store().complaints.events(filed.id)).toEqual(history);
    });

    test("knows complaints granted to the chat, those that have not ended first, at most twenty", async () => {
      const { customer: who, chat } = await storedChat(store());
      const ended = await storedComplaint(
        store(),
        { registeredAt: after(99), status: "closed", closing: "withdrawn" },
        who,
      );
      for (let minute = 0; minute < 20; minute += 1)
        await storedComplaint(store(), { registeredAt: after(minute) }, who);
      const granted = (await storedComplaint(store(), { registeredAt: after(50) })).complaint;
      const next = continued(chat, 0, { state: { ...chat.state, granted: [granted.id] } });
      await store().commit({ conversations: [{ before: chat, after: next }] });
      const { complaints } = await store().readTurn(chat.address, "x");
      expect(complaints).toHaveLength(20);
      expect(complaints[0]?.id).toBe(granted.id);
      expect(complaints[1]?.registeredAt).toEqual(after(19));
      expect(complaints.map(({ id }) => id)).not.toContain(ended.complaint.id);
      expect((await store().complaints.ofCustomer(who.id)).at(-1)?.id).toBe(ended.complaint.id);
    });

    test("keeps what the customer's own words carry: quotes, line ends, emoji, other scripts", async () => {
      const { chat } = await storedChat(store());
      const text = `'"\\ \n\t😀 ‏فارسی‎ ${"x".repeat(10_000)} $1 \\u0041 {} é`;
      const said = inbound(chat, 1, { reply: { kind: "text", text } });
      await store().commit({ conversations: [{ before: chat, after: continued(chat, 1) }], inbound: said });
      expect(await store().conversations.message(said.id)).toEqual(said);
    });

    test("changes a customer only from what was loaded", async () => {
      const { customer: who } = await storedChat(store());
      const named = {
        ...who,
        name: "م",
        phone: "+989120000000",
        phoneProven: true,
        email: "a@example.org",
        country: "IR",
      };
      await store().commit({ customers: [{ before: who, after: named }] });
      expect(await store().conversations.customer(who.id)).toEqual(named);
      const late = store().commit({ customers: [{ before: who, after: { ...who, language: "tr" } }] });
      await expect(late).rejects.toBeInstanceOf(ConcurrentChange);
      const erased = { ...who, erasedAt: after(5) };
      await store().commit({ customers: [{ before: named, after: erased }] });
      expect(await store().conversations.customer(who.id)).toEqual(erased);
    });

    test("is refused as a bug when its versions do not follow or a part of a complaint is gone", async () => {
      const { customer: who, chat } = await storedChat(store());
      const skip = store().commit({ conversations: [{ before: chat, after: { ...chat, version: 5 } }] });
      await expect(skip).rejects.toMatchObject({ code: "bad-unit-of-work" });
      const alone = store().commit({ inbound: inbound(chat, 1) });
      await expect(alone).rejects.toMatchObject({ code: "bad-unit-of-work" });
      const before = complaint(who, { rounds: [{ round: 1, startedAt: NOON }] });
      await store().commit({ complaints: [{ after: before }] });
      const shrunk = store().commit({ complaints: [{ before, after: { ...before, version: 2, rounds: [] } }] });
      await expect(shrunk).rejects.toMatchObject({ code: "bad-unit-of-work" });
    });

    test("is refused when it points to what is not there, and writes nothing", async () => {
      const { chat } = await storedChat(store());
      const stray = complaint(customer());
      const said = inbound(chat, 1, { complaintId: stray.id });
      const work = { conversations: [{ before: chat, after: continued(chat, 1) }], inbound: said };
      await expect(store().commit(work)).rejects.toMatchObject({ code: "store-reference" });
      await expect(store().commit({ complaints: [{ after: stray }] })).rejects.toMatchObject({
        code: "store-reference",
      });
      await expect(
        store().commit({ claims: [{ attachmentId: newId.attachment(), complaintId: stray.id }] }),
      ).rejects.toBeInstanceOf(Fault);
      expect(await store().conversations.byId(chat.id)).toEqual(chat);
      expect(await store().conversations.message(said.id)).toBeUndefined();
    });
  });

  test("answers that it is ready", async () => {
    await store().check();
  });
});
