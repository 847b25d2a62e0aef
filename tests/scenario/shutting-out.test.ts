import { afterEach, describe, expect, it } from "@jest/globals";
import { storyOf } from "../support/story.ts";
import { codeAt, links, opens, openSeveral, personAt, recordOf, saidAt } from "../support/several-channels.ts";
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

describe("what waits in a chat for the morning", () => {
  const hour = 60 * 60_000;

  /** A customer and somebody else on Telegram, whose chat was linked by a passcode, and who wrote there last; at night there is a decision. */
  async function decidedAtNight() {
    const opened = await openSeveral(["telegram", "webchat"]);
    world = opened;
    const telegram = personAt(opened, "telegram", "4711");
    const story = storyOf(opened, telegram, "en");
    const { complaint, passcode } = await story.files();
    const other = personAt(opened, "telegram", "0815");
    await opens(other, complaint, passcode);
    await links(other);
    await opened.pass(1_000);
    await other.writes("status");
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await opened.pass(13 * hour);
    await story.decided(complaint, agent);
    const heard = async (id: string) =>
      (await opened.store.outbox.ofPurpose(complaint.id, "decision.1"))
        .filter(({ address }) => address.externalId === id)
        .map(({ delivery }) => delivery.state);
    return { opened, telegram, other, story, complaint, heard };
  }

  it("is told to the customer elsewhere, and not there, once the chat was unlinked", async () => {
    const { opened, telegram, story, complaint, heard } = await decidedAtNight();
    expect(await heard("0815")).toEqual(["pending"]);
    const [label = "nothing"] = await unlinkable(telegram);
    await telegram.choosesLabel(label);
    await telegram.chooses("channels.sure.stranger");
    await opened.pass(9 * hour);
    expect(await heard("0815")).toEqual(["failed"]);
    expect(await heard("4711")).toEqual(["sent"]);
    expect((await saidAt(opened, "telegram", "4711")).at(-1)).toContain(complaint.number);
    expect((await story.now(complaint)).rounds[0]?.toldAt).toBeDefined();
  });
});

describe("a new passcode that is asked for in a chat that came in by one", () => {
  it("is told in no other chat that came in so", async () => {
    const opened = await openSeveral(["telegram", "webchat"]);
    world = opened;
    const telegram = personAt(opened, "telegram", "4711");
    const { complaint, passcode } = await storyOf(opened, telegram, "en").files();
    const [one, two] = [personAt(opened, "webchat", "one"), personAt(opened, "telegram", "two")];
    for (const stranger of [one, two]) {
      await opened.pass(1_000);
      await opens(stranger, complaint, passcode);
      await links(stranger);
    }
    await one.writes("status");
    await one.chooses("follow.new_passcode");
    await one.sees("passcode.sent_elsewhere");
    const told = await opened.store.outbox.ofPurpose(complaint.id, "passcode_renewed");
    expect(told.map(({ address }) => address.externalId)).toEqual(["4711"]);
  });
});
