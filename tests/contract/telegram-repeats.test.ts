import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createBotApi } from "../../bots/telegram/bot-api.ts";
import { createChannel } from "../../bots/telegram/client.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { brand } from "../../core/ids.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { TelegramPerson } from "../support/telegram/person.ts";

let telegram: FakeTelegram;
let person: TelegramPerson;

beforeEach(async () => {
  telegram = await openFakeTelegram();
  person = telegram.person();
  void person.starts();
});

afterEach(() => telegram.close());

const message: Outbound = {
  messageId: brand("m1"),
  conversationId: brand("c1"),
  seq: 1,
  language: "en",
  text: "Here is the report.",
  details: [],
  choices: [],
  files: [brand("report")],
  author: { kind: "bot" },
};

const report = { bytes: new TextEncoder().encode("%PDF-1.7"), name: "report.pdf", type: "application/pdf" };

function openChannel(): Channel {
  const api = createBotApi(telegram.token, telegram.apiRoot);
  return createChannel({ api, fileOf: async () => report, report: () => undefined });
}

describe("a message that Telegram takes longer over than anybody waits", () => {
  const to = () => ({ channel: "telegram", externalId: String(person.chatId) }) as const;

  test("is sent once, however often it is tried meanwhile", async () => {
    telegram.trouble("sendDocument", { kind: "slow", ms: 300 });
    const channel = openChannel();
    const first = channel.send(to(), message);
    const again = channel.send(to(), message);
    expect(await again).toEqual(await first);
    expect(telegram.callsOf("sendDocument")).toHaveLength(1);
    expect(telegram.callsOf("sendMessage")).toHaveLength(1);
  });

  test("is known to be sent by the process that sent it, and by no other", async () => {
    telegram.trouble("sendDocument", { kind: "slow", ms: 300 });
    const channel = openChannel();
    const sent = channel.send(to(), message);
    expect(await channel.findSent?.(to(), message, new Date(0))).toEqual(await sent);
    expect(await channel.findSent?.(to(), message, new Date(0))).toEqual(await sent);
    expect(await openChannel().findSent?.(to(), message, new Date(0))).toBe("unknown");
  });

  test("is not known where Telegram did not take all of it", async () => {
    telegram.trouble("sendMessage", { kind: "reset" });
    const channel = openChannel();
    await expect(channel.send(to(), message)).rejects.toThrow("no answer");
    expect(await channel.findSent?.(to(), message, new Date(0))).toBe("unknown");
    await channel.send(to(), message);
    expect(telegram.callsOf("sendDocument")).toHaveLength(1);
  });
});
