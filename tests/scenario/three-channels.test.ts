import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { sayIn } from "../../core/language/say.ts";
import { storyOf } from "../support/story.ts";
import { eventsOf, links, opens, openSeveral, personAt, saidAt } from "../support/several-channels.ts";
import type { World } from "../support/world.ts";

const photo = () => readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));
const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

const answers = {
  fa: { yes: "بله", no: "نه" },
  tr: { yes: "evet", no: "hayır" },
  en: { yes: "Yes!", no: "no" },
} as const;

describe.each(["fa", "tr", "en"] as const)("one customer on three channels, in %s", (language) => {
  async function begin() {
    const opened = await openSeveral();
    world = opened;
    const whatsapp = personAt(opened, "whatsapp", phone, language);
    const telegram = personAt(opened, "telegram", "4711", language);
    const sms = personAt(opened, "sms", phone, language);
    const story = storyOf(opened, whatsapp, language);
    const { complaint, passcode } = await story.files();
    await opens(telegram, complaint, passcode);
    await links(telegram);
    return { opened, telegram, sms, story, complaint };
  }

  it("starts on WhatsApp, sends the photo from Telegram, and accepts by SMS", async () => {
    const { opened, telegram, sms, story, complaint } = await begin();
    const told = sayIn(language, opened.organisation.timeZone)("channels.name", { channel: "telegram" });
    expect((await saidAt(opened, "whatsapp", phone)).at(-1)).toContain(told);
    expect(await eventsOf(opened, complaint)).toContain("channel_joined");

    await telegram.sendsPhoto(await photo());
    const [evidence] = (await story.now(complaint)).evidence;
    expect(evidence).toMatchObject({ door: "telegram", attachments: [expect.anything()] });

    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    expect((await saidAt(opened, "sms", phone)).at(-1)).toContain(complaint.number);
    await sms.writes(answers[language].yes);
    const closed = await story.now(complaint);
    expect(closed).toMatchObject({ status: "closed", closing: "accepted" });
    expect(closed.rounds[0]?.consent?.answers).toMatchObject([
      { answer: "accept", words: answers[language].yes, door: "sms" },
    ]);
    await sms.sees("notice.closed", { number: { code: complaint.number }, rule: "accepted" });
  });

  it("is asked for the reason after a no by SMS", async () => {
    const { opened, sms, story, complaint } = await begin();
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await sms.writes(answers[language].no);
    await sms.sees("consent.reason", { number: { code: complaint.number } });
    await sms.writes("2 × 5 kg");
    expect((await story.now(complaint)).rounds[0]?.consent?.answers).toMatchObject([
      { answer: "reject", words: answers[language].no, door: "sms", reason: "2 × 5 kg" },
    ]);
  });

  it("answers by the number of the answer, too", async () => {
    const { opened, sms, story, complaint } = await begin();
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await sms.writes("1");
    expect((await story.now(complaint)).closing).toBe("accepted");
  });
});
