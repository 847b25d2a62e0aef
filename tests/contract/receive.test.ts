import { afterEach, describe, expect, it } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Reply } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import type { Store } from "../../core/store/store.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import type { Customer } from "../support/customer.ts";
import { conversationOf, delivers, endProcesses, isWhole, processOn, say, someone } from "../support/processes.ts";
import { quickHasher } from "../support/quick-hasher.ts";
import { storyOf } from "../support/story.ts";
import { describeStores } from "./store.harness.ts";

afterEach(endProcesses);

async function confirmation(customer: Customer): Promise<Reply> {
  const label = say("file.review.yes");
  const choice = (await customer.offered()).find((one) => one.label === label);
  if (choice === undefined) throw new Error("there is nothing to confirm");
  return { kind: "tap", token: choice.token, label };
}

async function times(customer: Customer, store: Store, key: TextKey): Promise<number> {
  const { said } = await conversationOf(store, customer);
  return said.filter(({ body }) => body.text.includes(say(key))).length;
}

/** Filed once: one complaint, told once, and the confirmation kept once. */
async function isFiledOnce(store: Store, customer: Customer, externalId: string): Promise<void> {
  const { conversation, messages, heard } = await conversationOf(store, customer);
  const complaints = await store.complaints.ofCustomer(conversation.customerId);
  expect(complaints).toHaveLength(1);
  expect(await times(customer, store, "notice.registered")).toBe(1);
  expect(heard.filter((message) => message.externalId === externalId)).toHaveLength(1);
  isWhole(messages);
  const events = await Promise.all(complaints.map(({ id }) => store.complaints.events(id)));
  expect(events.flat().map(({ kind }) => kind)).toEqual(["registered"]);
}

describeStores("receiving", (store) => {
  describe("the same message", () => {
    it("has one effect and one answer when it comes twice, also after a restart", async () => {
      const world = await processOn(store());
      const customer = someone(world);
      await storyOf(world, customer, "en").drafts();
      const externalId = uuidv7();
      const again = delivers(customer, await confirmation(customer), externalId);
      expect(await again(world)).toBe("answered");
      expect(await again(world)).toBe("duplicate");
      await world.restart();
      expect(await again(world)).toBe("duplicate");
      await isFiledOnce(store(), customer, externalId);
    });

    it("has one effect when it comes twenty times at once", async () => {
      const world = await processOn(store());
      const customer = someone(world);
      await storyOf(world, customer, "en").drafts();
      const externalId = uuidv7();
      const again = delivers(customer, await confirmation(customer), externalId);
      const ends = await Promise.all(Array.from({ length: 20 }, () => again(world)));
      expect(ends.filter((end) => end === "answered")).toHaveLength(1);
      expect(ends.filter((end) => end === "duplicate")).toHaveLength(19);
      await isFiledOnce(store(), customer, externalId);
    });

    it("has one effect when two processes get it at once", async () => {
      const one = await processOn(store());
      const other = await processOn(store());
      const customer = someone(one);
      await storyOf(one, customer, "en").drafts();
      const externalId = uuidv7();
      const again = delivers(customer, await confirmation(customer), externalId);
      const ends = await Promise.all([one, other, one, other, one, other].map(again));
      expect(ends.toSorted()).toEqual(["answered", ...Array<string>(5).fill("duplicate")]);
      await isFiledOnce(store(), customer, externalId);
    });

    it("begins one conversation and one customer when it is the first and two processes get it at once", async () => {
      const worlds = [await processOn(store()), await processOn(store())];
      const customer = someone(await processOn(store()));
      const first = delivers(customer, { kind: "text", text: "hello" });
      const ends = await Promise.all(worlds.map(first));
      expect(ends.toSorted()).toEqual(["answered", "duplicate"]);
      const { messages, heard } = await conversationOf(store(), customer);
      expect(heard).toHaveLength(1);
      isWhole(messages);
    });
  });

  describe("several messages at once", () => {
    const texts = ["first", "second", "third"];

    it("keep their order within a process", async () => {
      const world = await processOn(store());
      const customer = someone(world);
      // More than a lost race is tried again: whoever only races loses one of them.
      const many = Array.from({ length: 12 }, (_, index) => `message ${String(index + 1)}`);
      await Promise.all(many.map((text) => delivers(customer, { kind: "text", text })(world)));
      const { messages, heard } = await conversationOf(store(), customer);
      expect(heard.map(({ reply }) => (reply.kind === "text" ? reply.text : ""))).toEqual(many);
      isWhole(messages);
    });

    it("are all kept when different processes get them", async () => {
      const worlds = await Promise.all(texts.map(() => processOn(store())));
      const customer = someone(worlds[0] ?? (await processOn(store())));
      const taken = worlds.map((world, at) => delivers(customer, { kind: "text", text: texts[at] ?? "" })(world));
      expect(await Promise.all(taken)).toEqual(["answered", "answered", "answered"]);
      const { messages, heard } = await conversationOf(store(), customer);
      const kept = heard.map(({ reply }) => (reply.kind === "text" ? reply.text : ""));
      expect(kept.toSorted()).toEqual(texts.toSorted());
      isWhole(messages);
    });
  });

  describe("a fault of our own", () => {
    it("keeps the message, tells the customer, calls staff, and lets the chat go on", async () => {
      let broken = true;
      const hasher = quickHasher();
      const brittle = { ...hasher, hash: (secret: string) => (broken ? fails() : hasher.hash(secret)) };
      const world = await processOn(store(), { hasher: brittle });
      const customer = someone(world);
      await storyOf(world, customer, "en").drafts();
      const before = (await store().alerts.open(1_000)).length;
      const externalId = uuidv7();
      const confirm = delivers(customer, await confirmation(customer), externalId);

      expect(await confirm(world)).toBe("kept_with_fault");
      const { conversation, heard, said, messages } = await conversationOf(store(), customer);
      expect(heard.at(-1)).toMatchObject({ externalId, faultCode: "hasher-broken", unassigned: true });
      expect(said.at(-1)?.body.text).toBe(say("turn.fault"));
      expect(conversation.owner).toMatchObject({ kind: "waiting", why: "fault" });
      expect(await store().complaints.ofCustomer(conversation.customerId)).toEqual([]);
      const alerts = await store().alerts.open(1_000);
      expect(alerts).toHaveLength(before + 1);
      expect(alerts.find(({ conversationId }) => conversationId === conversation.id)).toMatchObject({ kind: "fault" });
      expect(world.faults.splice(0)).toHaveLength(1);
      isWhole(messages);

      expect(await confirm(world)).toBe("duplicate");
      broken = false;
      expect(await delivers(customer, await confirmation(customer))(world)).toBe("answered");
      expect(await times(customer, store(), "notice.registered")).toBe(1);
    });
  });

  describe("a store that is down", () => {
    it.each(["readTurn", "commit"] as const)(
      "refuses at %s, writes nothing, and takes the same message later",
      async (at) => {
        let down = false;
        const inner = store();
        const answering = <Value>(work: () => Promise<Value>): Promise<Value> =>
          down ? Promise.reject(new Fault("store-unavailable", "the database is down")) : work();
        const failing: Store = {
          ...inner,
          ...(at === "commit"
            ? { commit: (work) => answering(() => inner.commit(work)) }
            : { readTurn: (address, id) => answering(() => inner.readTurn(address, id)) }),
        };
        const world = await processOn(failing);
        const customer = someone(world);
        await storyOf(world, customer, "en").drafts();
        const externalId = uuidv7();
        const confirm = delivers(customer, await confirmation(customer), externalId);
        const before = await conversationOf(inner, customer);

        down = true;
        await expect(confirm(world)).rejects.toMatchObject({ code: "store-unavailable" });
        down = false;
        expect(await conversationOf(inner, customer)).toEqual(before);
        expect(world.faults).toEqual([]);
        expect(await confirm(world)).toBe("answered");
        await isFiledOnce(inner, customer, externalId);
      },
    );
  });

  it("never files without telling the number in the same commit", async () => {
    const works: UnitOfWork[] = [];
    const inner = store();
    const world = await processOn({
      ...inner,
      commit: async (work) => {
        await inner.commit(work);
        works.push(work);
      },
    });
    const customer = someone(world);
    const { complaint } = await storyOf(world, customer, "en").files();
    const filing = works.filter(({ complaints = [] }) => complaints.some(({ before }) => before === undefined));
    expect(filing).toHaveLength(1);
    const [work] = filing;
    expect(work?.inbound?.address).toEqual(customer.door.address);
    expect(JSON.stringify(work?.outbound)).toContain(complaint.number);
    expect(works.flatMap(({ complaints = [] }) => complaints)).toHaveLength(1);
  });
});

function fails(): Promise<never> {
  return Promise.reject(new Fault("hasher-broken", "a fault made for the test"));
}
