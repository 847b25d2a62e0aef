import { afterEach, describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import { passcodeIn, words } from "../support/story.ts";
import { openTelegramWorld } from "../support/telegram/telegram-world.ts";
import type { TelegramWorld } from "../support/telegram/telegram-world.ts";
import type { TelegramPerson } from "../support/telegram/person.ts";

let open: TelegramWorld | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

const say = sayIn("fa", "Europe/Istanbul");

/** How a person answers a question with choices. */
type Chooses = (person: TelegramPerson, label: string) => Promise<void>;

const byTap: Chooses = (person, label) => person.taps(label);
const byWords: Chooses = (person, label) => person.writes(label);

async function filed(polls: boolean, chooses: Chooses): Promise<{ world: TelegramWorld; person: TelegramPerson }> {
  const world = (open = await openTelegramWorld(polls ? { polls: true } : {}));
  const person = world.telegram.person({ language: "fa", firstName: "سارا" });
  const seen = (key: TextKey) => person.awaits(({ text }) => text.includes(say(key)));
  const choose = (key: TextKey) => chooses(person, say(key));
  await person.starts();
  await seen("menu.ask");
  await choose("menu.file");
  await seen("file.language.ask");
  await chooses(person, "فارسی");
  await person.awaits(({ buttons }) => buttons.some(({ label }) => label === say("file.privacy.yes")));
  await choose("file.privacy.yes");
  for (let [category] = world.world.organisation.categories; category !== undefined; [category] = category.children) {
    const label = textIn(category.name, "fa", world.world.organisation);
    await person.awaits(({ buttons }) => buttons.some((button) => button.label === label));
    await chooses(person, label);
  }
  await seen("file.description.ask");
  await person.writes(words.fa.matter);
  await seen("file.description.more");
  await person.writes(words.fa.more);
  await seen("file.description.more");
  await choose("common.done");
  await seen("file.product.ask");
  await choose("common.skip");
  await seen("file.lot.ask");
  await choose("common.skip");
  await seen("file.order.ask");
  await choose("common.skip");
  await seen("file.expectation.ask");
  await person.writes(words.fa.wish);
  await person.awaits(({ buttons }) => buttons.some(({ label }) => label === say("common.skip")));
  await person.sendsFile({ bytes: await readFile("tests/fixtures/pictures/gps.jpg") });
  await person.awaits(({ buttons }) => buttons.some(({ label }) => label === say("common.done")));
  await choose("common.done");
  await person.awaits(() => person.keys() !== undefined);
  await person.pressesKey(say("common.skip"));
  await seen("file.review.ask");
  await choose("file.review.yes");
  await seen("notice.registered");
  return { world, person };
}

describe.each([
  ["a webhook", false],
  ["polling", true],
] as const)("a customer on Telegram, reached by %s", (_, polls) => {
  test.each([
    ["taps", byTap],
    ["typed words", byWords],
  ] as const)("files a whole complaint in Persian by %s", async (_way, chooses) => {
    const { world, person } = await filed(polls, chooses);
    const registered = person.sees().findLast(({ text }) => text.includes(say("notice.registered")));
    expect(passcodeIn(registered?.text ?? "")).toBeDefined();
    const address = { channel: "telegram", externalId: String(person.chatId) } as const;
    const conversation = await world.world.store.conversations.byAddress(address);
    const complaints = conversation && (await world.world.store.complaints.ofCustomer(conversation.customerId));
    expect(complaints).toHaveLength(1);
    expect(complaints?.[0]?.matter.description).toContain(words.fa.matter);
    expect(world.world.faults).toEqual([]);
    expect(world.reported).toEqual([]);
    await world.world.settled();
    expect(world.telegram.taps.answered.size).toBe(world.telegram.taps.all.length);
  });
});
