import { afterEach, describe, expect, it } from "@jest/globals";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Language } from "../../core/language/language.ts";
import { customerAt } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import { openSeveral, personAt, saidAt } from "../support/several-channels.ts";
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

async function unreachableAt(opened: World, customer: Customer) {
  return (await opened.store.conversations.byAddress(customer.door.address))?.unreachable;
}

const stops: readonly (readonly [Language, string, string])[] = [
  ["en", "STOP", "START"],
  ["tr", "DUR", "BAŞLA"],
  ["tr", "İPTAL", "başla"],
  ["fa", "توقف", "شروع"],
  ["fa", "لغو", "شروع"],
  ["ar", "إيقاف", "ابدأ"],
  ["ru", "СТОП", "СТАРТ"],
  ["en", "unsubscribe", "start"],
];

describe.each(["sms", "whatsapp"] as const)("whoever wants no more messages on %s", (channel) => {
  it.each(stops)("is asked, believed, answered, and welcomed back, in %s by %j", async (language, stop, start) => {
    const opened = await begin();
    const customer = personAt(opened, channel, phone, language);
    await customer.writes("menu");
    await customer.writes(stop);
    await customer.chooses("optout.yes");
    await customer.sees("optout.done");
    expect(await unreachableAt(opened, customer)).toMatchObject({ reason: "opted_out" });
    await customer.writes("help");
    await customer.sees("engine.help");
    expect(await unreachableAt(opened, customer)).toMatchObject({ reason: "opted_out" });
    await customer.writes(start);
    await customer.sees("optin.done");
    expect(await unreachableAt(opened, customer)).toBeUndefined();
  });

  it("hears no notice there, and whoever says no goes on hearing", async () => {
    const opened = await begin();
    const customer = personAt(opened, channel, phone);
    const story = storyOf(opened, customer, "en");
    const { complaint } = await story.files();
    await customer.writes("stop");
    await customer.chooses("optout.no");
    await customer.sees("optout.kept");
    expect(await unreachableAt(opened, customer)).toBeUndefined();
    await customer.writes("stop");
    await customer.writes("yes");
    const before = (await saidAt(opened, channel, phone)).length;
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    expect(await saidAt(opened, channel, phone)).toHaveLength(before);
  });

  it("has the word taken for a part of the complaint where there is more than the word", async () => {
    const opened = await begin();
    const customer = personAt(opened, channel, phone);
    await customer.writes("The pump does not stop, whatever I do");
    expect((await customer.heard()).map(({ text }) => text).join()).not.toContain("no more by ourselves");
  });
});

it("is a way to give up a draft, and not our messages, to say cancel while filing", async () => {
  const opened = await begin();
  const customer = personAt(opened, "whatsapp", phone, "fa");
  await customer.writes("رزین سفت‌شده به دستم رسید و قابل استفاده نیست");
  await customer.writes("لغو");
  await customer.sees("cancel.ask_draft");
  expect(await unreachableAt(opened, customer)).toBeUndefined();
});

describe("on Telegram", () => {
  it("the word ends what is being asked, and where nothing is, asks whether our messages shall end", async () => {
    const opened = await begin();
    const customer = personAt(opened, "telegram", "4711");
    await customer.writes("The resin arrived hardened and cannot be used");
    await customer.writes("stop");
    await customer.sees("cancel.ask_draft");
    await customer.chooses("cancel.yes");
    await customer.writes("/stop");
    await customer.chooses("optout.yes");
    expect(await unreachableAt(opened, customer)).toMatchObject({ reason: "opted_out" });
    await customer.door.send({ kind: "start" }, "start again");
    expect(await unreachableAt(opened, customer)).toBeUndefined();
  });

  it("it is offered among the chats, and taken back in the menu", async () => {
    const opened = await begin();
    const customer = personAt(opened, "telegram", "4711", "tr");
    await customer.writes("sohbetlerim");
    await customer.chooses("channels.opt_out");
    await customer.chooses("optout.yes");
    await customer.writes("menü");
    await customer.chooses("menu.opt_in");
    await customer.sees("optin.done");
  });
});

describe("whoever hides the number on WhatsApp", () => {
  it("is asked for it once, gets no SMS, and is not asked again after skipping it", async () => {
    const opened = await begin();
    const address = { channel: "whatsapp" as const, externalId: "user-without-number" };
    let count = 0;
    const door = {
      address,
      can: guiseCapabilities.whatsapp,
      send: async (reply: Parameters<Customer["door"]["send"]>[0]) => {
        count += 1;
        await opened.redress.receive({ address, externalId: `hidden-${String(count)}`, reply, locale: "en" });
      },
    };
    const customer = customerAt(opened, door, "en");
    const { complaint } = await storyOf(opened, customer, "en").files();
    const asked = async () =>
      (await saidAt(opened, "whatsapp", address.externalId)).filter((text) => /mobile number/u.test(text));
    expect((await opened.store.conversations.customer(complaint.customerId))?.phone).toBeUndefined();
    const before = await asked();
    expect(before).toHaveLength(1);
    await storyOf(opened, customer, "en").files();
    expect(await asked()).toHaveLength(1);
    expect(opened.faults).toEqual([]);
  });
});
