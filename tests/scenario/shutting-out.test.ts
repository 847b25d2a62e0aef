import { afterEach, describe, expect, it } from "@jest/globals";
import { storyOf } from "../support/story.ts";
import { codeAt, links, opens, openSeveral, personAt, recordOf } from "../support/several-channels.ts";
import type { Customer } from "../support/customer.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A customer on Telegram whose SMS chat came to them by a code, and somebody on the web who got hold of a passcode and linked their chat by it. */
async function begin() {
  const opened = await openSeveral(["telegram", "sms", "webchat"]);
  world = opened;
  const telegram = personAt(opened, "telegram", "4711");
  const { complaint, passcode } = await storyOf(opened, telegram, "en").files();
  await telegram.writes("my chats");
  await telegram.chooses("channels.number");
  await telegram.writes(phone);
  await telegram.writes(await codeAt(opened, phone));
  await telegram.sees("number.proven");
  const stranger = personAt(opened, "webchat", "somebody");
  await opens(stranger, complaint, passcode);
  await links(stranger);
  return { opened, telegram, stranger };
}

async function unlinkable(customer: Customer): Promise<readonly string[]> {
  await customer.writes("my chats");
  return (await customer.offered()).flatMap(({ label }) => (label.startsWith("Unlink") ? [label] : []));
}

describe("whoever came in by a passcode", () => {
  it("can unlink their own chat, and not one that proved itself by a code", async () => {
    const { opened, telegram, stranger } = await begin();
    const [first, ...others] = await unlinkable(stranger);
    expect(first).toContain("Web chat");
    expect(others).toEqual([]);
    expect(await recordOf(opened, telegram)).toMatchObject({ phone, phoneProven: true });
    expect(await unlinkable(telegram)).toHaveLength(2);
  });
});
