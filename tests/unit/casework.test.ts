import { afterEach, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../core/channel/channel.ts";
import type { FilingOnBehalf } from "../../core/casework/casework.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey } from "../../core/ids.ts";
import { leafCategories } from "../../core/organisation/look-up.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { passcodeIn, storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(...names: readonly ("telegram" | "sms")[]): Promise<World> {
  world = await openWorld(
    names.map((name): Channel => ({ name, capabilities: guiseCapabilities[name], send: () => Promise.resolve({}) })),
  );
  return world;
}

function at(opened: World, person: string) {
  const address = { channel: "telegram" as const, externalId: person };
  const customer = customerAt(opened, plainDoor(opened, address, guiseCapabilities.telegram, "en"), "en");
  return { customer, story: storyOf(opened, customer, "en") };
}

function filing(opened: World, customer: Partial<FilingOnBehalf["customer"]>): FilingOnBehalf {
  const category = leafCategories(opened.organisation)[0]?.key ?? brand<CategoryKey>("none");
  return {
    customer: { language: "en", ...customer },
    heardBy: "phone",
    matter: { category, description: "The resin arrived hardened" },
    attachments: [],
  };
}

async function textsAt(opened: World, channel: "telegram" | "sms", externalId: string): Promise<readonly string[]> {
  const conversation = await opened.store.conversations.byAddress({ channel, externalId });
  if (conversation === undefined) return [];
  const messages = await opened.store.conversations.messages(conversation.id, 0, 500);
  return messages.flatMap((message) => (message.direction === "out" ? [message.body.text] : []));
}

describe("filing on a customer's behalf", () => {
  it("names the author, and tells the passcode to the customer alone", async () => {
    const opened = await begin("sms");
    const agent = await opened.agent("agent");
    const filed = await opened.redress.casework.fileOnBehalf(filing(opened, { name: "Caller", phone }), agent);
    if (!filed.ok) throw new Error(filed.refusal.key);
    expect(filed.value).toMatchObject({
      filedBy: { kind: "agent", agentId: agent.id },
      heardBy: "phone",
      door: "desk",
    });
    const [sms] = await textsAt(opened, "sms", phone);
    const passcode = passcodeIn(sms ?? "");
    if (passcode === undefined) throw new Error("the customer was told no passcode");
    expect(JSON.stringify(filed.value)).not.toContain(passcode);
    expect(JSON.stringify(await opened.store.complaints.events(filed.value.id))).not.toContain(passcode);
    expect((await opened.redress.casework.identify(filed.value.number, passcode, "page")).ok).toBe(true);
  });

  it("calls staff where no channel reaches the customer", async () => {
    const opened = await begin("telegram");
    const filed = await opened.redress.casework.fileOnBehalf(filing(opened, { phone }), await opened.agent("agent"));
    if (!filed.ok) throw new Error(filed.refusal.key);
    expect(await opened.store.alerts.open(10)).toMatchObject([{ kind: "unreached", complaintId: filed.value.id }]);
  });

  it("works for a number whose holder is known already", async () => {
    const opened = await begin("sms");
    const agent = await opened.agent("agent");
    for (const count of [1, 2]) {
      const filed = await opened.redress.casework.fileOnBehalf(filing(opened, { phone }), agent);
      expect(filed.ok).toBe(true);
      expect(await textsAt(opened, "sms", phone)).toHaveLength(count);
    }
  });
});

describe("merging", () => {
  it("closes the duplicate and gives all its customer said to the first, in one commit", async () => {
    const opened = await begin("telegram");
    const { customer, story } = at(opened, "one");
    const { complaint: first } = await at(opened, "other").story.files();
    const { complaint: duplicate } = await story.files();
    await customer.writes("status");
    await customer.chooses("follow.add");
    await customer.writes("And the lid was open, too, when it came");
    await customer.chooses("common.done");
    const manager = await opened.agent("complaints_manager");
    const merge = { kind: "merge" as const, intoNumber: first.number };
    const merged = await opened.redress.casework.command(duplicate.id, merge, manager);
    expect(merged).toMatchObject({ ok: true, value: { status: "closed", closing: "merged", mergedInto: first.id } });
    const after = await opened.store.complaints.byId(first.id);
    expect(after?.version).toBe(first.version + 1);
    const absorbed = after?.evidence.at(-1);
    expect(absorbed).toMatchObject({ internal: true });
    expect(absorbed?.words).toContain(duplicate.matter.description);
    expect(absorbed?.words).toContain("the lid was open");
    expect((await textsAt(opened, "telegram", "one")).join(" ")).toContain(duplicate.number);
    expect((await textsAt(opened, "telegram", "other")).join(" ")).not.toContain(duplicate.number);
  });

  it("leaves both as they were where one side refuses", async () => {
    const opened = await begin("telegram");
    const { complaint: first } = await at(opened, "one").story.files();
    const { complaint: duplicate } = await at(opened, "other").story.files();
    const manager = await opened.agent("complaints_manager");
    const casework = opened.redress.casework;
    await casework.command(first.id, { kind: "withdraw", reason: "By telephone" }, manager);
    const before = [await opened.store.complaints.byId(first.id), await opened.store.complaints.byId(duplicate.id)];
    const merge = { kind: "merge" as const, intoNumber: first.number };
    expect(await casework.command(duplicate.id, merge, manager)).toMatchObject({ ok: false });
    expect([await opened.store.complaints.byId(first.id), await opened.store.complaints.byId(duplicate.id)]).toEqual(
      before,
    );
  });

  it.each([
    ["a number that nobody has", () => "1000000002"],
    ["something that is no number", () => "first"],
    ["the complaint itself", (own: string) => own],
  ])("refuses %s", async (_name, into) => {
    const opened = await begin("telegram");
    const { complaint } = await at(opened, "one").story.files();
    const manager = await opened.agent("complaints_manager");
    const merge = { kind: "merge" as const, intoNumber: into(complaint.number) };
    expect(await opened.redress.casework.command(complaint.id, merge, manager)).toEqual({
      ok: false,
      refusal: { key: "refusal.merge_target_unknown" },
    });
  });
});

describe("a new passcode at the wish of staff", () => {
  it("reaches the customer in their own chat, and staff not at all", async () => {
    const opened = await begin("telegram");
    const { customer, story } = at(opened, "one");
    const { complaint, passcode } = await story.files();
    const agent = await opened.agent("agent");
    const actor = { kind: "agent" as const, agentId: agent.id, role: agent.role };
    const renewed = await opened.redress.casework.renewPasscode(complaint.id, actor, "desk");
    await customer.sees("notice.passcode_renewed");
    const told = passcodeIn(JSON.stringify((await customer.heard()).at(-1)));
    expect(told).not.toBe(passcode);
    expect(JSON.stringify(renewed)).not.toContain(told);
    expect((await opened.redress.casework.identify(complaint.number, told ?? "", "page")).ok).toBe(true);
    expect((await opened.redress.casework.identify(complaint.number, passcode, "page")).ok).toBe(false);
  });
});

/** Words of somebody who has read everything. */
const wordsOf = (text: string) => ({ text, attachments: [], choices: [], afterSeq: 1_000 });

describe("an agent's words", () => {
  it("go into the conversation under the agent's name", async () => {
    const opened = await begin("telegram");
    const { customer } = at(opened, "one");
    await customer.writes("menu");
    const conversation = await opened.store.conversations.byAddress(customer.door.address);
    if (conversation === undefined) throw new Error("no conversation");
    const agent = await opened.agent("agent", "Service desk");
    await opened.redress.casework.takeOver(conversation.id, agent);
    expect(await opened.redress.casework.write(conversation.id, wordsOf("Good morning"), agent)).toMatchObject({
      ok: true,
    });
    const last = (await opened.store.conversations.messages(conversation.id, 0, 100)).at(-1);
    expect(last).toMatchObject({
      author: { agentId: agent.id },
      body: { author: { kind: "agent", name: "Service desk" } },
    });
  });

  it("are refused for nobody, and for a channel that cannot be sent through", async () => {
    const opened = await begin("telegram");
    const { customer } = at(opened, "one");
    await customer.writes("menu");
    const conversation = await opened.store.conversations.byAddress(customer.door.address);
    if (conversation === undefined) throw new Error("no conversation");
    const agent = await opened.agent("agent");
    await opened.redress.casework.takeOver(conversation.id, agent);
    opened.channels.splice(0);
    const { casework } = opened.redress;
    expect(await casework.write(conversation.id, wordsOf("x"), agent)).toEqual({
      ok: false,
      refusal: { key: "refusal.channel_off" },
    });
    expect(await casework.write(brand(agent.id), wordsOf("x"), agent)).toEqual({
      ok: false,
      refusal: { key: "refusal.conversation_unknown" },
    });
  });
});
