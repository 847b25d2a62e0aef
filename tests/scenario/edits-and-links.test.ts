import { afterEach, describe, expect, it } from "@jest/globals";
import type { Reply } from "../../core/channel/inbound.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { createStartLinks } from "../../core/turn/start-links.ts";
import { openDoor } from "../support/scenario-doors.ts";
import { customerAt } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";

const dayMs = 24 * 60 * 60_000;
const worlds: World[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    expect(world.faults).toEqual([]);
    await world.close();
  }
});

/** A world in which the profile knows two places that customers come from. */
async function newWorld(): Promise<World> {
  const sources = [
    { key: "resin-5kg", name: { en: "The label of the can" }, product: { en: "Epoxy resin, 5 kg" } },
    { key: "leaflet", name: { en: "The leaflet of the spring" } },
  ];
  const telegram = { name: "telegram" as const, capabilities: guiseCapabilities.telegram, send: async () => ({}) };
  const world = await openWorld([telegram], { ...loadOrganisation(undefined), sources });
  worlds.push(world);
  return world;
}

async function person(name: string, world: World): Promise<Customer> {
  return customerAt(world, (await openDoor("telegram guise", "en", name, world)).door, "en");
}

async function opens(customer: Customer, payload: string): Promise<string> {
  await customer.door.send({ kind: "start", payload });
  return (await customer.heard()).map(({ text, details }) => JSON.stringify([text, details])).join("\n");
}

async function stateOf({ store }: World, { door }: Customer) {
  return (await store.conversations.byAddress(door.address))?.state;
}

describe("an edited message", () => {
  const edit = (of: string, text: string): Reply => ({ kind: "edit", of, text });
  const words = "The resin was hard before the date on the can";

  it("of a complaint that was filed is added to it once, however often it is delivered, and reads as a correction", async () => {
    const world = await newWorld();
    const customer = await person("anna", world);
    const { complaint } = await storyOf(world, customer, "en").files();
    await customer.writes("menu");
    await customer.door.send(edit("nothing we know", words), "edit-1");
    await customer.door.send(edit("nothing we know", words), "edit-1");
    await customer.sees("edit.corrected", { number: { code: complaint.number } });
    const now = await world.store.complaints.byId(complaint.id);
    expect(now?.evidence.map((each) => each.words)).toEqual([`Correction of an earlier message: ${words}`]);
    expect(now?.matter).toEqual(complaint.matter);
  });

  it("of somebody else's message changes nothing of theirs", async () => {
    const world = await newWorld();
    const customer = await person("anna", world);
    await customer.writes("The resin arrived hardened and is of no use", "told");
    const before = await stateOf(world, customer);
    const stranger = await person("boris", world);
    await stranger.door.send(edit("told", words));
    expect(await stateOf(world, customer)).toEqual(before);
    expect(await stranger.complaints()).toEqual([]);
  });

  it("keeps no passcode in the words that staff read", async () => {
    const world = await newWorld();
    const customer = await person("anna", world);
    await customer.writes("follow a complaint");
    await customer.door.send(edit("told", "5550000001 0123 4567 8901"));
    const conversation = await world.store.conversations.byAddress(customer.door.address);
    const messages = conversation === undefined ? [] : await world.store.conversations.messages(conversation.id, 0, 50);
    expect(JSON.stringify(messages)).toContain("5550000001 •••• •••• ••••");
    expect(JSON.stringify(messages)).not.toContain("4567");
  });

  it("is left to the agent who has taken over", async () => {
    const world = await newWorld();
    const customer = await person("anna", world);
    await customer.writes("The resin arrived hardened and is of no use", "told");
    await world.settled();
    const conversation = await world.store.conversations.byAddress(customer.door.address);
    const agent = await world.agent("agent");
    if (conversation === undefined) throw new Error("there is no conversation");
    const owner = { kind: "agent" as const, agentId: agent.id, since: world.ports.clock.now() };
    const after = { ...conversation, owner, version: conversation.version + 1 };
    await world.store.commit({ conversations: [{ before: conversation, after }] });
    const before = await stateOf(world, customer);
    await customer.door.send(edit("told", words));
    expect(await stateOf(world, customer)).toEqual(before);
    const [kept, ...more] = await world.store.conversations.messages(conversation.id, conversation.lastSeq, 50);
    expect(kept).toMatchObject({ direction: "in", reply: edit("told", words) });
    expect(more).toEqual([]);
  });
});

describe("a link that opens a chat", () => {
  it("to a complaint lets the chat follow it, as its passcode would", async () => {
    const world = await newWorld();
    const anna = await person("anna", world);
    const { complaint } = await storyOf(world, anna, "en").files();
    const phone = await person("annas-other-phone", world);
    const heard = await opens(phone, world.startLinks.toComplaint(complaint, world.ports.clock.now()));
    expect(heard).toContain(complaint.number);
    expect((await stateOf(world, phone))?.granted).toEqual([complaint.id]);
    await phone.chooses("follow.add");
    await phone.writes("One more thing that I saw");
    await phone.chooses("common.done");
    expect((await world.store.complaints.byId(complaint.id))?.evidence).toHaveLength(1);
  });

  it("to a complaint works in one chat alone, as often as that one likes, also after a restart", async () => {
    const world = await newWorld();
    const { complaint } = await storyOf(world, await person("anna", world), "en").files();
    const link = world.startLinks.toComplaint(complaint, world.ports.clock.now());
    const first = await person("first", world);
    const second = await person("second", world);
    expect(await opens(first, link)).toContain(complaint.number);
    await world.restart();
    expect(await opens(second, link)).not.toContain(complaint.number);
    await second.sees("menu.ask");
    expect(await opens(first, link)).toContain(complaint.number);
  });

  it.each(["is too old", "was made for an earlier passcode", "is another installation's", "is nonsense"])(
    "that %s greets as usual",
    async (why) => {
      const world = await newWorld();
      const anna = await person("anna", world);
      const { complaint } = await storyOf(world, anna, "en").files();
      const now = world.ports.clock.now();
      const links =
        why === "is another installation's" ? createStartLinks(new Uint8Array(32).fill(1)) : world.startLinks;
      const link = why === "is nonsense" ? "a".repeat(64) : links.toComplaint(complaint, now);
      if (why === "is too old") world.ports.advance(7 * dayMs);
      if (why === "was made for an earlier passcode") {
        await anna.writes("status");
        await anna.chooses("follow.new_passcode");
      }
      const stranger = await person("stranger", world);
      expect(await opens(stranger, link)).not.toContain(complaint.number);
      await stranger.sees("menu.ask");
      expect((await stateOf(world, stranger))?.granted).toEqual([]);
    },
  );

  it("from a product names the product, which is then not asked for, and the history says where the customer came from", async () => {
    const world = await newWorld();
    const anna = await person("anna", world);
    expect(await opens(anna, world.startLinks.toSource("resin-5kg"))).toContain("Epoxy resin, 5 kg");
    await anna.chooses("menu.file");
    await anna.choosesLabel("English");
    await anna.chooses("file.privacy.yes");
    await anna.choosesLabel("Product quality");
    await anna.choosesLabel("Arrived hardened");
    await anna.writes("The resin arrived hardened and is of no use");
    await anna.chooses("common.done");
    await anna.sees("file.lot.ask");
    for (let skipped = 0; skipped < 5; skipped += 1) await anna.chooses("common.skip");
    await anna.chooses("file.review.yes");
    const [complaint] = await anna.complaints();
    if (complaint === undefined) throw new Error("nothing was filed");
    expect(complaint.matter.product).toBe("Epoxy resin, 5 kg");
    const [registered] = await world.store.complaints.events(complaint.id);
    expect(registered).toMatchObject({ kind: "registered", facts: { source: "resin-5kg" } });
    expect((await stateOf(world, anna))?.source).toBeUndefined();
  });

  it("from a source that the profile has no longer, or to a language that is not offered, greets as usual", async () => {
    const world = await newWorld();
    const anna = await person("anna", world);
    await opens(anna, world.startLinks.toSource("gone"));
    await anna.sees("menu.ask");
    expect((await stateOf(world, anna))?.source).toBeUndefined();
  });

  it("into a language goes on in that language", async () => {
    const world = await newWorld();
    const anna = await person("anna", world);
    const heard = await opens(anna, world.startLinks.toLanguage("tr"));
    expect(heard).toContain("Merhaba");
    expect(await world.store.conversations.byAddress(anna.door.address)).toMatchObject({
      language: "tr",
      languageChosen: true,
    });
  });
});
