import { afterEach, describe, expect, it } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { openAlbumSender } from "../support/album-sender.ts";
import type { AlbumSender, Part } from "../support/album-sender.ts";
import { storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";

const opened: AlbumSender[] = [];

afterEach(async () => {
  for (const { world } of opened.splice(0)) {
    expect(world.faults).toEqual([]);
    await world.close();
  }
});

async function sender(maxFiles?: number): Promise<AlbumSender> {
  const usual = loadOrganisation(undefined);
  const organisation = maxFiles === undefined ? usual : { ...usual, policy: { ...usual.policy, maxFiles } };
  const one = await openAlbumSender(organisation);
  opened.push(one);
  return one;
}

const parts = (count: number, first = 1): readonly Part[] =>
  Array.from({ length: count }, (_, index) => ({ id: `part-${String(first + index)}` }));

async function sends(one: AlbumSender, album: readonly Part[]): Promise<void> {
  for (const part of album) await one.hands(part);
}

/** What is answered to the album, once it has settled. */
async function answered(one: AlbumSender, album: readonly Part[]): Promise<readonly string[]> {
  await one.world.settled();
  one.got();
  await sends(one, album);
  await one.world.settled();
  expect(one.got()).toEqual([]);
  await one.waits(1_500);
  return one.got();
}

/** A draft at the question for photos. */
async function atEvidence({ world, customer }: AlbumSender): Promise<void> {
  await customer.writes("menu");
  await customer.chooses("menu.file");
  await customer.choosesLabel("English");
  await customer.chooses("file.privacy.yes");
  await customer.choosesLabel("Product quality");
  await customer.choosesLabel("Arrived hardened");
  await customer.writes("The resin arrived hardened.");
  await customer.chooses("common.done");
  for (let skipped = 0; skipped < 4; skipped += 1) await customer.chooses("common.skip");
  await customer.sees("file.evidence.ask", { count: world.organisation.policy.maxFiles, size: 20 });
}

async function slots({ world, customer }: AlbumSender): Promise<Readonly<Record<string, unknown>>> {
  const conversation = await world.store.conversations.byAddress(customer.door.address);
  return conversation?.state.cursors.at(-1)?.slots ?? {};
}

async function isFiledWith(one: AlbumSender, count: number): Promise<void> {
  const { customer } = one;
  await customer.chooses("common.done");
  await customer.chooses("common.skip");
  await customer.chooses("file.review.yes");
  const [complaint] = await customer.complaints();
  expect(complaint?.evidence.flatMap(({ attachments }) => attachments)).toHaveLength(count);
}

describe("an album at the question for photos", () => {
  it("is answered once, with the count of all its parts, and filed with all of them", async () => {
    const one = await sender();
    await atEvidence(one);
    const said = await answered(one, parts(3));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("3 files received.");
    await isFiledWith(one, 3);
  });

  it("of ten, in any order and with parts delivered twice, counts each once", async () => {
    const one = await sender();
    await atEvidence(one);
    const ten = parts(10).toReversed();
    const said = await answered(one, [...ten.slice(0, 6), ...ten.slice(2, 5), ...ten.slice(6), ...ten]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("10 files received.");
    await isFiledWith(one, 10);
  });

  it("has its caption taken as words, on whichever part it is", async () => {
    const one = await sender();
    await atEvidence(one);
    await answered(one, [{ id: "a" }, { id: "b", caption: "The lid" }, { id: "c", caption: "and the can" }]);
    expect((await slots(one))["description"]).toEqual(["The resin arrived hardened.", "The lid\nand the can"]);
  });

  it("leaves out what there is no room for, and says so", async () => {
    const one = await sender(3);
    await atEvidence(one);
    const said = (await answered(one, parts(5))).join("\n");
    expect(said).toContain("3 files at most, and you have sent 5");
    expect(said).toContain("3 files received.");
    expect((await slots(one))["attachments"]).toHaveLength(3);
    await isFiledWith(one, 3);
  });

  it("whose parts come to two processes at once is answered once", async () => {
    const one = await sender();
    await atEvidence(one);
    await one.world.settled();
    one.got();
    const { store, ports, files, channels } = one.world;
    const timers = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
    const other = await openWorld(channels, undefined, { store: { ...store, timers }, ports, files });
    const ends = await Promise.all(parts(6).map((part, at) => one.hands(part, at % 2 === 0 ? one.world : other)));
    await other.close();
    expect(ends).toEqual(Array<string>(6).fill("answered"));
    await one.waits(1_500);
    expect(one.got()).toEqual([expect.stringContaining("6 files received.")]);
    await isFiledWith(one, 6);
  });

  it("that is half before and half after a restart is answered once while the first half waits", async () => {
    const one = await sender();
    await atEvidence(one);
    await sends(one, parts(2));
    await one.world.restart();
    one.got();
    await sends(one, parts(2, 3));
    await one.waits(1_500);
    expect(one.got()).toEqual([expect.stringContaining("4 files received.")]);
    await isFiledWith(one, 4);
  });

  it("whose second half comes after the answer is answered again, with the whole count", async () => {
    const one = await sender();
    await atEvidence(one);
    expect(await answered(one, parts(2))).toEqual([expect.stringContaining("2 files received.")]);
    expect(await answered(one, parts(2, 3))).toEqual([expect.stringContaining("4 files received.")]);
    await isFiledWith(one, 4);
  });

  it("is answered before a text that was written right after it", async () => {
    const one = await sender();
    await atEvidence(one);
    await one.world.settled();
    one.got();
    await sends(one, parts(2));
    await one.customer.door.send({ kind: "text", text: "done" }, "text");
    await one.waits(1_500);
    const said = one.got();
    expect(said[0]).toContain("2 files received.");
    expect(said[1]).toContain("mobile number");
  });

  it("counts from anew where something was said in between", async () => {
    const one = await sender();
    await atEvidence(one);
    await one.world.settled();
    one.got();
    await one.hands({ id: "first" });
    await one.customer.door.send({ kind: "text", text: "help" }, "help");
    await one.hands({ id: "second" });
    await one.waits(1_500);
    const counts = one.got().flatMap((text) => /^\d+ files? received/.exec(text)?.[0] ?? []);
    // The first album's answer, the question put again after the help, the second album's answer.
    expect(counts).toEqual(["1 file received", "1 file received", "2 files received"]);
    await isFiledWith(one, 2);
  });
});

describe("an album elsewhere", () => {
  it("as the very first message begins the filing with its words and all its files", async () => {
    const one = await sender();
    const said = await answered(one, [{ id: "a" }, { id: "b", caption: "Hard as stone, all of it" }, { id: "c" }]);
    const greetings = said.filter((text) => text.includes("I am sorry to hear that"));
    expect(greetings).toEqual([expect.stringContaining("3 files received and kept.")]);
    expect(said).toHaveLength(2);
    expect(await slots(one)).toMatchObject({ description: ["Hard as stone, all of it"] });
    expect((await slots(one))["attachments"]).toHaveLength(3);
  });

  it("while something else is asked is kept, told of once, and the question is put again", async () => {
    const one = await sender();
    const { customer } = one;
    await customer.writes("menu");
    await customer.chooses("menu.file");
    await customer.choosesLabel("English");
    const said = await answered(one, parts(3));
    expect(said.filter((text) => text.includes("3 files received and kept."))).toHaveLength(1);
    expect(said.filter((text) => text.includes("received"))).toHaveLength(1);
    await customer.chooses("file.privacy.yes");
    expect((await slots(one))["attachments"]).toHaveLength(3);
  });

  it("is added to the complaint under way part by part, and told of once", async () => {
    const one = await sender();
    const { complaint } = await storyOf(one.world, one.customer, "en").files();
    const said = await answered(one, [{ id: "a", caption: "The lid" }, { id: "b" }, { id: "c", caption: "The can" }]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("3 files have been added to complaint");
    const evidence = (await one.world.store.complaints.byId(complaint.id))?.evidence ?? [];
    expect(evidence.map(({ words, attachments }) => [words, attachments.length])).toEqual([
      ["The lid", 1],
      [undefined, 1],
      ["The can", 1],
    ]);
  });

  it("with more files than the complaint can carry says how many it has, and that the rest was not taken", async () => {
    const one = await sender(2);
    const { complaint } = await storyOf(one.world, one.customer, "en").files();
    const said = (await answered(one, parts(4))).join("\n");
    expect(said).toContain("2 files have been added");
    expect(said).toContain("A complaint can carry");
    const evidence = (await one.world.store.complaints.byId(complaint.id))?.evidence ?? [];
    expect(evidence.flatMap(({ attachments }) => attachments)).toHaveLength(2);
  });

  it("is gathered where something is being added, until it is said to be all", async () => {
    const one = await sender();
    const { complaint } = await storyOf(one.world, one.customer, "en").files();
    await one.customer.writes("menu");
    await one.customer.chooses("menu.add");
    await one.customer.choosesLabel((await one.customer.offered())[0]?.label ?? "");
    const said = await answered(one, parts(3));
    expect(said).toEqual([expect.stringContaining("3 files received and kept.")]);
    await one.customer.chooses("common.done");
    const [evidence] = (await one.world.store.complaints.byId(complaint.id))?.evidence ?? [];
    expect(evidence?.attachments).toHaveLength(3);
  });

  it("answers a question of staff", async () => {
    const one = await sender();
    const story = storyOf(one.world, one.customer, "en");
    const { complaint } = await story.files();
    const agent = await one.world.agent("agent");
    const ask = { kind: "ask", questionId: brand<QuestionId>("question-1"), text: "May we see it?" } as const;
    await story.staff(await story.reviewed(complaint, agent), ask, agent);
    const said = await answered(one, [{ id: "a" }, { id: "b", caption: "Here it is" }]);
    expect(said).toEqual([expect.stringContaining("2 files received and kept.")]);
    await one.customer.chooses("question.send");
    const [question] = (await story.now(complaint)).questions;
    expect(question?.answer).toMatchObject({ words: "Here it is" });
    expect(question?.answer?.attachments).toHaveLength(2);
  });

  it("does not take back what staff say meanwhile, and stays in order with it", async () => {
    const one = await sender();
    const { world } = one;
    const story = storyOf(world, one.customer, "en");
    const agent = await world.agent("agent");
    const { complaint } = await story.files();
    await story.reviewed(complaint, agent);
    one.got();
    await one.hands({ id: "a" });
    const ask = { kind: "ask", questionId: brand<QuestionId>("question-1"), text: "May we see it?" } as const;
    expect((await world.redress.casework.command(complaint.id, ask, agent)).ok).toBe(true);
    await one.hands({ id: "b" });
    await one.waits(1_500);
    expect(one.got()).toEqual([
      expect.stringContaining("1 file has been added"),
      expect.stringContaining("May we see it?"),
      expect.stringContaining("1 file received and kept."),
    ]);
  });
});
