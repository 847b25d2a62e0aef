import { afterEach, describe, expect, it } from "@jest/globals";
import { storyOf } from "../support/story.ts";
import { eventsOf, links, opens, openSeveral, personAt, saidAt } from "../support/several-channels.ts";
import type { Customer } from "../support/customer.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A customer on WhatsApp who has filed, and the same person, or somebody who got hold of the passcode, on Telegram, who has filed there before. */
async function begin() {
  const opened = await openSeveral();
  world = opened;
  const whatsapp = personAt(opened, "whatsapp", phone);
  const telegram = personAt(opened, "telegram", "4711");
  const story = storyOf(opened, whatsapp, "en");
  const { complaint: former } = await storyOf(opened, telegram, "en").files();
  const { complaint, passcode } = await story.files();
  return { opened, whatsapp, telegram, story, complaint, passcode, former };
}

async function linked() {
  const begun = await begin();
  await opens(begun.telegram, begun.complaint, begun.passcode);
  await links(begun.telegram);
  return begun;
}

async function decide({ opened, story, complaint }: Awaited<ReturnType<typeof begin>>): Promise<void> {
  const agent = await opened.agent("agent");
  await story.reviewed(complaint, agent);
  await story.decided(complaint, agent);
}

/** Chooses to unlink the only chat that can be. */
async function unlinks(customer: Customer): Promise<void> {
  const label = (await customer.offered()).find((choice) => choice.label.startsWith("Unlink no."))?.label;
  await customer.choosesLabel(label ?? "no chat can be unlinked");
}

describe("a chat that opened a complaint by number and passcode", () => {
  it("sees all complaints of the customer once it is linked, and keeps its own", async () => {
    const { opened, telegram, story, complaint, former } = await linked();
    const { complaint: second } = await story.files();
    await telegram.writes("status");
    const seen = JSON.stringify(await telegram.heard());
    for (const { number } of [complaint, second, former]) expect(seen).toContain(number);
    expect((await saidAt(opened, "whatsapp", phone)).join()).toContain("Another chat, on Telegram");
  });

  it("is not linked unless its customer says so, nor offered it later without the passcode", async () => {
    const { telegram, complaint, passcode } = await begin();
    await opens(telegram, complaint, passcode);
    await telegram.chooses("follow.join");
    await telegram.chooses("join.no");
    await telegram.sees("join.kept");
    expect((await telegram.offered()).map(({ label }) => label)).not.toContain("Get the news here, too");
    expect((await telegram.complaints()).map(({ number }) => number)).not.toContain(complaint.number);
  });

  it("goes on hearing of what it filed before, and may decide on it", async () => {
    const { opened, telegram, story, former } = await linked();
    const agent = await opened.agent("agent");
    await story.reviewed(former, agent);
    await story.decided(former, agent);
    expect((await saidAt(opened, "telegram", "4711")).at(-1)).toContain(former.number);
    await telegram.chooses("consent.accept");
    expect((await story.now(former)).closing).toBe("accepted");
  });

  it("hears of the customer's decisions where the customer last wrote", async () => {
    const begun = await linked();
    await decide(begun);
    expect((await saidAt(begun.opened, "whatsapp", phone)).at(-1)).toContain(begun.complaint.number);
    await begun.telegram.writes("status");
    await begun.telegram.choosesLabel(
      (await begun.telegram.offered()).find(({ label }) => label.includes(begun.complaint.number))?.label ?? "",
    );
    await begun.telegram.chooses("follow.answer_decision");
    await begun.telegram.chooses("consent.accept");
    expect((await begun.story.now(begun.complaint)).rounds[0]?.consent?.answers[0]?.door).toBe("telegram");
  });

  it("cannot be linked any more once the passcode is another", async () => {
    const { whatsapp, telegram, complaint, passcode } = await begin();
    await opens(telegram, complaint, passcode);
    await telegram.chooses("follow.join");
    await whatsapp.writes("status");
    await whatsapp.chooses("follow.new_passcode");
    await telegram.writes("yes");
    expect((await telegram.complaints()).map(({ number }) => number)).not.toContain(complaint.number);
  });

  it("cannot have the customer's details, their erasure, or a passcode that the customer does not hear of", async () => {
    const { opened, telegram, complaint } = await linked();
    await telegram.writes("menu");
    await telegram.chooses("menu.privacy");
    await telegram.chooses("privacy.export");
    const exported = JSON.stringify(await telegram.heard());
    expect(exported).toContain(complaint.number);
    expect(exported).not.toContain(phone);
    await telegram.writes("menu");
    await telegram.chooses("menu.privacy");
    await telegram.chooses("privacy.erase");
    await telegram.chooses("privacy.sure.yes");
    await telegram.sees("refusal.linked_by_passcode");
    const before = (await saidAt(opened, "whatsapp", phone)).length;
    await telegram.writes("status");
    await telegram.choosesLabel(
      (await telegram.offered()).find(({ label }) => label.includes(complaint.number))?.label ?? "",
    );
    await telegram.chooses("follow.new_passcode");
    await telegram.sees("passcode.sent_elsewhere");
    expect((await saidAt(opened, "whatsapp", phone)).length).toBe(before + 1);
  });
});

describe("a link", () => {
  it("is undone from any of the chats: the other goes back to its own, and hears no more", async () => {
    const begun = await linked();
    const { opened, whatsapp, telegram, story, complaint, former } = begun;
    await whatsapp.writes("my chats");
    await whatsapp.seesWords("+90••••••••67");
    await unlinks(whatsapp);
    await whatsapp.chooses("channels.sure.yes");
    await whatsapp.sees("channels.parted");
    expect((await saidAt(opened, "telegram", "4711")).at(-1)).toContain("was unlinked from another chat");
    expect(await eventsOf(opened, complaint)).toEqual(expect.arrayContaining(["channel_joined", "channel_parted"]));

    await decide(begun);
    expect((await saidAt(opened, "telegram", "4711")).at(-1)).not.toContain(complaint.number);
    await telegram.writes("status");
    const seen = JSON.stringify(await telegram.heard());
    expect(seen).toContain(former.number);
    expect(seen).not.toContain(complaint.number);
    expect((await story.now(former)).customerId).toBe(former.customerId);
  });

  it("is undone from the linked chat itself", async () => {
    const { telegram, complaint, former } = await linked();
    await telegram.writes("menu");
    await telegram.chooses("menu.privacy");
    await telegram.chooses("privacy.channels");
    await unlinks(telegram);
    await telegram.chooses("channels.sure.yes");
    await telegram.sees("channels.parted_here");
    await telegram.writes("status");
    const seen = JSON.stringify(await telegram.heard());
    expect(seen).toContain(former.number);
    expect(seen).not.toContain(complaint.number);
  });

  it("stays where the customer says no", async () => {
    const { whatsapp, telegram, complaint } = await linked();
    await whatsapp.writes("my chats");
    await unlinks(whatsapp);
    await whatsapp.chooses("channels.sure.no");
    await whatsapp.sees("channels.kept");
    expect((await telegram.complaints()).map(({ number }) => number)).toContain(complaint.number);
  });

  it("of a stranger ends with new passcodes, so that the leaked one lets nobody in again", async () => {
    const { opened, whatsapp, telegram, complaint, passcode } = await linked();
    const { complaint: theirs, passcode: known } = await storyOf(opened, telegram, "en").files();
    await whatsapp.writes("my chats");
    await unlinks(whatsapp);
    await whatsapp.chooses("channels.sure.stranger");
    await whatsapp.sees("channels.parted_stranger");
    const told = JSON.stringify(await whatsapp.heard());
    for (const [{ number }, old] of [[complaint, passcode] as const, [theirs, known] as const]) {
      expect(told).toContain(number);
      expect((await opened.redress.casework.identify(number, old, "page")).ok).toBe(false);
    }
    const heard = (await saidAt(opened, "telegram", "4711")).join("\n");
    expect(heard.slice(heard.indexOf("unlinked from"))).not.toMatch(/\d{4} \d{4} \d{4}/u);
  });

  it("cannot shut the customer out of the chat that was theirs from the start", async () => {
    const { telegram } = await linked();
    await telegram.writes("my chats");
    const labels = (await telegram.offered()).map(({ label }) => label);
    expect(labels.filter((label) => label.includes("WhatsApp"))).toEqual([]);
    expect(labels.filter((label) => label.startsWith("Unlink"))).toHaveLength(1);
  });

  it("of one chat by two at the same moment, and of two chats to one customer, all hold", async () => {
    const { opened, complaint, passcode } = await begin();
    const people = ["one", "two", "three"].map((name) => personAt(opened, "telegram", name));
    for (const person of people) {
      await opens(person, complaint, passcode);
      await person.chooses("follow.join");
    }
    await Promise.all(people.map((person) => person.chooses("join.yes")));
    for (const person of people) expect((await person.complaints()).map(({ id }) => id)).toContain(complaint.id);
    expect((await eventsOf(opened, complaint)).filter((kind) => kind === "channel_joined")).toHaveLength(3);
    expect(opened.faults).toEqual([]);
  });

  it("lets a chat that is linked to one customer's be linked to another's, and leave for its own", async () => {
    const { opened, telegram, complaint, former } = await linked();
    const other = personAt(opened, "telegram", "0815");
    const { complaint: theirs, passcode } = await storyOf(opened, other, "en").files();
    await opens(telegram, theirs, passcode);
    await links(telegram);
    await telegram.writes("status");
    const seen = JSON.stringify(await telegram.heard());
    expect(seen).toContain(theirs.number);
    expect(seen).toContain(former.number);
    expect(seen).not.toContain(complaint.number);
    await telegram.writes("my chats");
    await unlinks(telegram);
    await telegram.chooses("channels.sure.yes");
    expect((await telegram.complaints()).map(({ id }) => id)).toEqual([former.id]);
  });
});
