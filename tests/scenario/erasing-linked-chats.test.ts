import { afterEach, describe, expect, it } from "@jest/globals";
import { storyOf } from "../support/story.ts";
import { codeAt, links, opens, openSeveral, personAt } from "../support/several-channels.ts";
import type { Customer } from "../support/customer.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function asksToBeForgotten(customer: Customer): Promise<void> {
  await customer.writes("menu");
  await customer.chooses("menu.privacy");
  await customer.chooses("privacy.erase");
  await customer.chooses("privacy.sure.yes");
}

async function withdraws(customer: Customer): Promise<void> {
  await customer.writes("status");
  await customer.chooses("follow.withdraw");
  await customer.chooses("withdraw.yes");
}

/** A chat on Telegram with a second chat on the web linked to it; then it is linked, by a code, to the record at a number. */
async function begin() {
  const opened = await openSeveral();
  world = opened;
  const whatsapp = personAt(opened, "whatsapp", phone);
  await whatsapp.writes("hello");
  const telegram = personAt(opened, "telegram", "4711");
  const web = personAt(opened, "webchat", "visitor");
  const { complaint, passcode } = await storyOf(opened, telegram, "en").files();
  await opens(web, complaint, passcode);
  await links(web);
  await withdraws(telegram);
  await telegram.writes("my chats");
  await telegram.chooses("channels.number");
  await telegram.writes(phone);
  await telegram.writes(await codeAt(opened, phone, "whatsapp"));
  await telegram.sees("number.joined");
  return { opened, telegram, web };
}

describe("erasing the details of a chat that was linked by a code", () => {
  it("is refused while a complaint of its former record runs, in whichever chat that was filed", async () => {
    const { opened, telegram, web } = await begin();
    await storyOf(opened, web, "en").files();
    await asksToBeForgotten(telegram);
    await telegram.sees("refusal.erase_while_running");
  });

  it("takes what was begun in the former record's other chats with it", async () => {
    const { opened, telegram, web } = await begin();
    await storyOf(opened, web, "en").drafts();
    await asksToBeForgotten(telegram);
    await telegram.sees("privacy.erased");
    const { state } = (await opened.store.conversations.byAddress(web.door.address)) ?? {};
    expect(state?.cursors).toEqual([]);
  });
});
