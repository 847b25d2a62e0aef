import { afterEach, describe, expect, test } from "@jest/globals";
import { sayIn } from "../../core/language/say.ts";
import { keptOf, personAtMenu } from "../support/telegram/at-menu.ts";
import { openTelegramWorld } from "../support/telegram/telegram-world.ts";
import type { TelegramWorld } from "../support/telegram/telegram-world.ts";
import { waitUntil } from "../support/wait-until.ts";

let opened: TelegramWorld | undefined;

async function open(): Promise<TelegramWorld> {
  opened = await openTelegramWorld();
  return opened;
}

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const say = sayIn("en", "Europe/Istanbul");

describe("what people send on Telegram", () => {
  test("an album is kept part by part and answered once", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    const picture = new Uint8Array([255, 216, 255]);
    await person.sendsAlbum([picture, picture, picture], "three cans", 1);
    expect((await keptOf(world, person)).filter(({ attachments }) => attachments.length === 1)).toHaveLength(3);
    world.world.ports.advance(10_000);
    // A commit for somebody else has the sender look again, whose own clock stands still.
    await personAtMenu(world);
    const told = (count: number) =>
      person.sees().filter(({ text }) => text.includes(say("engine.files_kept", { count })));
    await waitUntil(() => told(3).length === 1);
    await world.world.settled();
    expect([told(1), told(2), told(3)].map(({ length }) => length)).toEqual([0, 0, 1]);
  });

  test("an edit is kept beside what it corrects", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    await person.writes("thre cans");
    await person.edits(person.lastSent(), "three cans");
    const last = (await keptOf(world, person)).at(-1);
    expect(last?.reply).toEqual({
      kind: "edit",
      of: expect.stringMatching(new RegExp(`^\\d+:${person.chatId}:${person.lastSent()}$`, "u")),
      text: "three cans",
    });
  });

  test.each([
    ["sticker", { sticker: { file_id: "x", emoji: "🙂" } }],
    ["poll", { poll: { id: "1" } }],
    ["dice", { dice: { value: 6 } }],
  ])("a %s is answered kindly", async (_, content) => {
    const world = await open();
    const person = await personAtMenu(world);
    await person.sends(content);
    await person.awaits(({ text }) => text.includes(say("engine.unsupported")));
  });

  test("a file larger than a bot can fetch is refused with words", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    await person.sendsFile({ bytes: new Uint8Array(10), as: "video", name: "film.mp4", size: 30_000_000 });
    await waitUntil(() => person.sees().some(({ text }) => text.includes("film.mp4") && text.includes("20")));
  });

  test("somebody else's contact card proves nothing", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    const customer = async () => {
      const conversation = await world.world.store.conversations.byAddress({
        channel: "telegram",
        externalId: String(person.chatId),
      });
      return conversation && world.world.store.conversations.customer(conversation.customerId);
    };
    await person.sharesContact("905320000001", 123);
    expect(await customer()).toMatchObject({ phoneProven: false });
    await person.sharesContact("905320000002");
    expect(await customer()).toMatchObject({ phoneProven: true, phone: "+905320000002" });
  });

  test("blocking the bot is noted, and so is coming back", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    const reach = async () =>
      (await world.world.store.conversations.byAddress({ channel: "telegram", externalId: String(person.chatId) }))
        ?.unreachable?.reason;
    await person.blocks();
    expect(await reach()).toBe("blocked");
    await person.unblocks();
    expect(await reach()).toBeUndefined();
  });

  test("a group is pointed to the private chat, once, and told nothing of anybody", async () => {
    const world = await open();
    const group = world.telegram.group();
    const from = { id: 5, is_bot: false, first_name: "Pat", language_code: "tr" };
    const talk = (text: string) =>
      world.telegram.update({ message: { message_id: 1, chat: group.wire, from, date: 1, text } });
    await talk("good morning");
    await talk("/start");
    await talk("/status");
    await waitUntil(() => group.messages.size > 0);
    const [hint] = [...group.messages.values()];
    expect(hint?.text).toContain("https://t.me/complaints_test_bot");
    expect(hint?.text).not.toContain("Pat");
    world.world.ports.advance(2 * 60 * 60_000);
    await talk("/start");
    await waitUntil(() => group.messages.size === 2);
    expect(
      await world.world.store.conversations.byAddress({ channel: "telegram", externalId: String(group.wire.id) }),
    ).toBeUndefined();
  });

  test("an agent who writes is seen typing", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    await world.door.channel.showTyping?.({ channel: "telegram", externalId: String(person.chatId) });
    expect(person.typing()).toBe(1);
  });
});
