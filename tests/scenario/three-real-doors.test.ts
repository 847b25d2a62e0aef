import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { countParts } from "../../core/channel/count-parts.ts";
import { sayIn } from "../../core/language/say.ts";
import { customerAt } from "../support/customer.ts";
import { atSms, atTelegram, atWhatsApp, openRealChannels, troubleAt } from "../support/real-channels.ts";
import type { RealChannels } from "../support/real-channels.ts";
import { eventsOf, links, opens } from "../support/several-channels.ts";
import { storyOf } from "../support/story.ts";

const photo = await readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));
let world: RealChannels | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** With the number, the language and the yes of people whose SMS go by the gateway (Iran) and by Twilio (the others). */
const people = [
  ["fa", "+989121112233", "بله"],
  ["tr", "+905321112233", "evet"],
  ["en", "+27825551234", "Yes!"],
] as const;

/** What the mobile phone of this number got, oldest first. */
function smsOf({ twilio, gateway }: RealChannels, number: string): readonly string[] {
  const byGateway = gateway.taken.filter(({ to }) => to === number.replace("+98", "0")).map(({ text }) => text);
  return [
    ...byGateway,
    ...twilio.twilio
      .smsUser(number)
      .received()
      .map(({ body }) => body),
  ];
}

describe.each(people)("one customer of three real doors, in %s", (language, number, yes) => {
  async function begin() {
    const opened = (world = await openRealChannels());
    const whatsapp = customerAt(opened, atWhatsApp(opened, number), language);
    const telegram = customerAt(opened, atTelegram(opened, language, 4_711), language);
    const sms = customerAt(opened, atSms(opened, number), language);
    return { opened, whatsapp, telegram, sms, story: storyOf(opened, whatsapp, language) };
  }

  it("starts on WhatsApp, sends the photo from Telegram, and accepts by SMS", async () => {
    const { opened, whatsapp, telegram, sms, story } = await begin();
    const phone = opened.twilio.twilio.whatsAppUser(number);
    const { complaint, passcode } = await story.files();
    expect(phone.received().some(({ body }) => body.replaceAll(" ", "").includes(passcode))).toBe(true);

    await opens(telegram, complaint, passcode);
    await links(telegram);
    const joined = sayIn(language, opened.organisation.timeZone)("channels.name", { channel: "telegram" });
    await opened.settled();
    expect(phone.received().at(-1)?.body).toContain(joined);
    await telegram.sendsPhoto(photo);
    await opened.settled();
    const [evidence] = (await story.now(complaint)).evidence;
    expect(evidence).toMatchObject({ door: "telegram", attachments: [expect.anything()] });
    expect(opened.telegram.callsOf("getFile")).toHaveLength(1);

    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.settled();
    const told = smsOf(opened, number).at(-1) ?? "";
    expect(told).toContain(complaint.number);
    expect(countParts(told).parts).toBe(1);
    await sms.writes(yes);

    const closed = await story.now(complaint);
    expect(closed).toMatchObject({ status: "closed", closing: "accepted" });
    expect(closed.rounds[0]?.consent?.answers).toMatchObject([{ answer: "accept", words: yes, door: "sms" }]);
    expect(await eventsOf(opened, complaint)).toContain("channel_joined");
    expect(smsOf(opened, number).at(-1)).toContain(complaint.number);
    expect(await whatsapp.complaints()).toHaveLength(1);
    expect(troubleAt(opened)).toEqual([]);
  });
});
