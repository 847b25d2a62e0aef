import { afterEach, describe, expect, it } from "@jest/globals";
import { storyOf } from "../support/story.ts";
import { codeAt, links, opens, openSeveral, personAt, recordOf } from "../support/several-channels.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(): Promise<World> {
  world = await openSeveral();
  return world;
}

describe("channels at one number", () => {
  it.each([
    ["whatsapp", "sms"],
    ["sms", "whatsapp"],
  ] as const)("are one customer's from the first message on: %s, then %s", async (first, second) => {
    const opened = await begin();
    const { complaint } = await storyOf(opened, personAt(opened, first, phone), "en").files();
    const then = personAt(opened, second, phone);
    await then.writes("status");
    expect(JSON.stringify(await then.heard())).toContain(complaint.number);
    expect((await then.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
  });

  it("are one customer's also where both first messages come at once", async () => {
    const opened = await begin();
    const people = [personAt(opened, "whatsapp", phone), personAt(opened, "sms", phone)];
    await Promise.all(people.map((person) => person.writes("hello")));
    const [one, other] = await Promise.all(people.map((person) => recordOf(opened, person)));
    expect(one?.id).toBe(other?.id);
  });

  it("are told apart from whoever only typed the number", async () => {
    const opened = await begin();
    const attacker = personAt(opened, "telegram", "attacker");
    const { complaint } = await storyOf(opened, attacker, "en").files(undefined, phone);
    const whatsapp = personAt(opened, "whatsapp", phone);
    const { complaint: theirs } = await storyOf(opened, whatsapp, "en").files();
    const sms = personAt(opened, "sms", phone);
    await sms.writes("status");
    const seen = JSON.stringify(await sms.heard());
    expect(seen).toContain(theirs.number);
    // What was sent to the number may be followed from it, and is not its holder's.
    expect(seen).toContain(complaint.number);
    expect((await sms.complaints()).map(({ id }) => id)).toEqual([theirs.id]);
    await attacker.writes("status");
    expect(JSON.stringify(await attacker.heard())).not.toContain(theirs.number);
    expect((await recordOf(opened, attacker)).phoneProven).toBe(false);
  });

  it("follow the chat at the number that was linked, and are unlinked one by one", async () => {
    const opened = await begin();
    const owner = personAt(opened, "telegram", "owner");
    const { complaint, passcode } = await storyOf(opened, owner, "en").files();
    const whatsapp = personAt(opened, "whatsapp", phone);
    await opens(whatsapp, complaint, passcode);
    await links(whatsapp);
    const sms = personAt(opened, "sms", phone);
    await sms.writes("status");
    expect(JSON.stringify(await sms.heard())).toContain(complaint.number);
    expect((await recordOf(opened, owner)).phone).toBeUndefined();
    await owner.writes("my chats");
    const labels = (await owner.offered()).map(({ label }) => label).filter((label) => label.startsWith("Unlink"));
    expect(labels).toHaveLength(2);
  });
});

describe("erasing one's details in a chat that was linked by a code", () => {
  it("covers what the chat gave and said before, too, once nothing runs any more", async () => {
    const opened = await begin();
    const sms = personAt(opened, "sms", phone);
    await sms.writes("hello");
    const telegram = personAt(opened, "telegram", "4711");
    const { complaint } = await storyOf(opened, telegram, "en").files(undefined, "+905329999999");
    await telegram.writes("my chats");
    await telegram.chooses("channels.number");
    await telegram.writes(phone);
    await telegram.writes(await codeAt(opened, phone));
    await telegram.sees("number.joined");
    const erase = async () => {
      await telegram.writes("menu");
      await telegram.chooses("menu.privacy");
      await telegram.chooses("privacy.erase");
      await telegram.chooses("privacy.sure.yes");
    };
    await erase();
    await telegram.sees("refusal.erase_while_running");
    await telegram.writes("status");
    await telegram.chooses("follow.withdraw");
    await telegram.chooses("withdraw.yes");
    await erase();
    await telegram.sees("privacy.erased");
    const former = await opened.store.conversations.customer(complaint.customerId);
    expect(former).toMatchObject({ phoneProven: false });
    expect(former?.phone).toBeUndefined();
    expect((await recordOf(opened, telegram)).phone).toBeUndefined();
    expect((await recordOf(opened, telegram)).erasedAt).toBeDefined();
  });
});
