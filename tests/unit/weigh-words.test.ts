import { describe, expect, it } from "@jest/globals";
import { layoutOf } from "../../core/channel/layout.ts";
import { weighWords } from "../../core/channel/weigh-words.ts";
import { capabilities as sms } from "../../bots/sms/limits.ts";
import { renderSms } from "../../bots/sms/render.ts";
import { capabilities as telegram } from "../../bots/telegram/limits.ts";
import { countParts } from "../../core/channel/count-parts.ts";
import { brand } from "../../core/ids.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { sayIn } from "../../core/language/say.ts";
import { whatCanBeSaid } from "../../core/delivery/what-can-be-said.ts";

const answerByNumber = sayIn("fa", "UTC")("layout.answer_by_number");

function message(text: string, labels: readonly string[] = []): Outbound {
  return {
    messageId: brand("m"),
    conversationId: brand("c"),
    seq: 1,
    language: "fa",
    text,
    details: [],
    choices: labels.map((label, index) => ({ label, token: `offer.${String(index)}` })),
    files: [],
    author: { kind: "agent", name: "مینا" },
  };
}

describe("the weight of words", () => {
  it("counts the SMS parts that are really sent, with the agent's name and the numbered answers", () => {
    const long = message("قوطی‌ها را کجا نگه داشته‌اید؟ ".repeat(90), ["زیرزمین", "انبار"]);
    const parts = renderSms(long).map((part) => countParts(part).parts);
    const weight = weighWords(long, sms, answerByNumber);
    expect(weight).toMatchObject({ layout: "numbered", messages: parts.length });
    expect(weight.sms).toMatchObject({ encoding: "ucs2", parts: parts.reduce((sum, each) => sum + each, 0) });
  });

  it("is that of the very layout that is sent, where there are buttons", () => {
    const asked = message("چند قوطی؟", ["یکی", "هر سه"]);
    expect(weighWords(asked, telegram, answerByNumber)).toEqual({
      layout: layoutOf(asked, telegram).kind,
      messages: 1,
    });
  });
});

describe("what can be said", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  const hour = 60 * 60_000;
  const windowed = { window: { ms: 24 * hour, invite: () => Promise.resolve({}) } };
  const chat = (more: object = {}) => ({ address: { channel: "whatsapp" as const, externalId: "+90" }, ...more });

  it("is everything, until the platform's window ends", () => {
    const lastInboundAt = new Date(now.getTime() - hour);
    expect(whatCanBeSaid(chat({ lastInboundAt }), windowed, now)).toEqual({
      words: "now",
      invites: false,
      windowEndsAt: new Date(now.getTime() + 23 * hour),
    });
  });

  it("waits for the customer once the window is over, or before they ever wrote", () => {
    const lastInboundAt = new Date(now.getTime() - 24 * hour);
    const waits = { words: "waits", why: "window", invites: true };
    expect(whatCanBeSaid(chat({ lastInboundAt }), windowed, now)).toEqual(waits);
    expect(whatCanBeSaid(chat(), windowed, now)).toEqual(waits);
  });

  it("is nothing where no door is open, or the customer shut theirs", () => {
    expect(whatCanBeSaid(chat(), undefined, now)).toMatchObject({ words: "not", why: "channel_off" });
    const unreachable = { reason: "opted_out" as const, since: now };
    expect(whatCanBeSaid(chat({ unreachable }), {}, now)).toMatchObject({ words: "not", why: "opted_out" });
  });

  it("tells where the customer answers who cannot answer here", () => {
    const page = "https://complaints.example.org/follow";
    expect(whatCanBeSaid(chat(), { answersAt: () => page }, now)).toEqual({
      words: "now",
      invites: false,
      answersAt: page,
    });
  });
});
