import { afterEach, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { passcodeIn, storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(): Promise<World> {
  const channels = (["telegram", "sms", "whatsapp"] as const).map((name): Channel => ({
    name,
    capabilities: guiseCapabilities[name],
    send: () => Promise.resolve({}),
  }));
  world = await openWorld(channels);
  return world;
}

function at(opened: World, channel: "telegram" | "sms" | "whatsapp", externalId: string): Customer {
  return customerAt(opened, plainDoor(opened, { channel, externalId }, guiseCapabilities[channel], "en"), "en");
}

async function saidAt(opened: World, channel: ChannelName, externalId: string): Promise<readonly string[]> {
  const conversation = await opened.store.conversations.byAddress({ channel, externalId });
  if (conversation === undefined) return [];
  const messages = await opened.store.conversations.messages(conversation.id, 0, 500);
  return messages.flatMap((message) => (message.direction === "out" ? [message.body.text] : []));
}

describe("a mobile number that was only typed", () => {
  it("gets number and passcode, and may follow that one complaint without typing them", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint } = await storyOf(opened, filer, "en").files(undefined, phone);
    const { complaint: other } = await storyOf(opened, filer, "en").files();
    expect((await saidAt(opened, "sms", phone))[0]).toContain(complaint.number);
    const holder = at(opened, "sms", phone);
    await holder.writes("status");
    const seen = JSON.stringify(await holder.heard());
    expect(seen).toContain(complaint.number);
    expect(seen).not.toContain(other.number);
  });

  it("keeps what its holder files from whoever typed it", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    await storyOf(opened, filer, "en").files(undefined, phone);
    const holder = at(opened, "sms", phone);
    const { complaint } = await storyOf(opened, holder, "en").files();
    await filer.writes("status");
    expect(JSON.stringify(await filer.heard())).not.toContain(complaint.number);
    expect((await filer.complaints()).map(({ number }) => number)).not.toContain(complaint.number);
  });

  it("can be typed by several people, also after its holder has written", async () => {
    const opened = await begin();
    await at(opened, "sms", phone).writes("hello");
    const numbers = [];
    for (const person of ["one", "two"]) {
      const { complaint } = await storyOf(opened, at(opened, "telegram", person), "en").files(undefined, phone);
      numbers.push(complaint.number);
    }
    const told = (await saidAt(opened, "sms", phone)).join(" ");
    for (const number of numbers) expect(told).toContain(number);
  });

  it("lets nobody in any more who knew the old passcode", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint, passcode } = await storyOf(opened, filer, "en").files();
    const stranger = at(opened, "telegram", "stranger");
    await stranger.writes("menu");
    await stranger.chooses("menu.follow");
    await stranger.writes(complaint.number);
    await stranger.writes(passcode);
    await stranger.sees("follow.view");
    await filer.writes("status");
    await filer.chooses("follow.new_passcode");
    await filer.sees("notice.passcode_renewed");
    await stranger.writes("status");
    expect(JSON.stringify(await stranger.heard())).not.toContain(complaint.matter.description.slice(0, 15));
    await stranger.sees("follow.number");
  });

  it("is the customer's own once a platform has proved it", async () => {
    const opened = await begin();
    const filer = at(opened, "whatsapp", phone);
    const { complaint } = await storyOf(opened, filer, "en").files();
    const bySms = at(opened, "sms", phone);
    await bySms.writes("status");
    expect(JSON.stringify(await bySms.heard())).toContain(complaint.number);
    expect((await bySms.complaints()).map(({ number }) => number)).toEqual([complaint.number]);
  });
});

describe("a lost passcode", () => {
  async function asks(customer: Customer, number: string): Promise<void> {
    await customer.writes("menu");
    await customer.chooses("menu.follow");
    await customer.writes(number);
    await customer.chooses("follow.lost");
  }

  it("is renewed for a stranger's asking only where the customer is told, and the stranger hears the same for any number", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint, passcode } = await storyOf(opened, filer, "en").files();
    const stranger = at(opened, "telegram", "stranger");
    await asks(stranger, complaint.number);
    const heard = (await stranger.heard()).map(({ text }) => text);
    expect(passcodeIn(JSON.stringify(await stranger.heard()))).toBeUndefined();
    const told = await saidAt(opened, "telegram", "filer");
    expect(told.at(-1)).toContain("Here is your new passcode");
    const now = await opened.store.complaints.byId(complaint.id);
    expect(now?.passcodeHash).not.toBe(complaint.passcodeHash);
    expect((await opened.redress.casework.identify(complaint.number, passcode, "page")).ok).toBe(false);

    await asks(stranger, "1000000002");
    expect((await stranger.heard()).map(({ text }) => text)).toEqual(heard);
    expect(await saidAt(opened, "telegram", "filer")).toEqual(told);
  });

  it("stays in force where the customer can be reached nowhere", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint, passcode } = await storyOf(opened, filer, "en").files();
    opened.channels.splice(0, 1);
    await opened.restart();
    const stranger = at(opened, "sms", "+905327654321");
    await asks(stranger, complaint.number);
    expect((await opened.redress.casework.identify(complaint.number, passcode, "page")).ok).toBe(true);
  });

  it("is shown here where the number turns out to be the chat's own", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint } = await storyOf(opened, filer, "en").files();
    await filer.writes("status");
    await filer.chooses("follow.other");
    await filer.writes(complaint.number);
    await filer.chooses("follow.lost");
    await filer.sees("notice.passcode_renewed");
  });

  it("cannot be used to send messages without end", async () => {
    const opened = await begin();
    const filer = at(opened, "telegram", "filer");
    const { complaint } = await storyOf(opened, filer, "en").files();
    const before = (await saidAt(opened, "telegram", "filer")).length;
    for (let asker = 0; asker < 6; asker += 1)
      await asks(at(opened, "telegram", `asker ${String(asker)}`), complaint.number);
    expect((await saidAt(opened, "telegram", "filer")).length - before).toBe(3);
  });
});
