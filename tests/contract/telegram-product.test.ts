import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../core/config.ts";
import { sayIn } from "../../core/language/say.ts";
import { examine } from "../../server/doctor.ts";
import { webhookCommand } from "../../server/telegram-webhook.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import { openRealServer, PUBLIC_URL, SECRETS } from "../support/real-server.ts";
import type { RealServer } from "../support/real-server.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";

const say = sayIn("en", "Europe/Istanbul");
const canary = "resin hard as a canary";

describe("the whole product on Telegram", () => {
  let telegram: FakeTelegram;
  let server: RealServer;

  beforeEach(async () => {
    const where: { server?: RealServer } = {};
    telegram = await openFakeTelegram({ reach: (url) => where.server?.local(url) ?? url });
    server = where.server = await openRealServer({
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    });
  });

  afterEach(async () => {
    await server.close();
    await telegram.close();
  });

  test("talks with people by its webhook, and writes neither words, names, numbers nor secrets to its log", async () => {
    const person = telegram.person({ language: "en", firstName: "Canaryname" });
    await person.starts();
    await person.awaits(({ buttons }) => buttons.some(({ label }) => label === say("menu.file")));
    telegram.trouble("sendMessage", { kind: "html" });
    telegram.trouble("answerCallbackQuery", { kind: "reset" });
    await person.taps(say("menu.language"));
    await person.awaits(({ text }) => text === say("language.ask"));
    await person.writes(canary);
    await person.sendsFile({ bytes: new Uint8Array([1]), as: "document", name: "canary-paper.pdf", caption: canary });
    await person.sharesContact("905321234567");
    await telegram.update({ message: { message_id: 1, chat: "canary", text: canary } });
    const written = server.written();
    expect(written).toContain("/telegram/webhook");
    const secret = telegram.webhook()?.secret ?? "";
    for (const word of ["canary", "Canaryname", "905321234567", telegram.token.slice(11), secret, SECRETS.SECRET_KEY]) {
      expect(word).not.toBe("");
      expect(written).not.toContain(word);
    }
  });
});

describe("npm run telegram:webhook", () => {
  let telegram: FakeTelegram;

  beforeEach(async () => {
    telegram = await openFakeTelegram();
  });

  afterEach(() => telegram.close());

  const config = (more: Record<string, string> = {}) =>
    readConfig({
      SECRET_KEY: SECRETS.SECRET_KEY,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      PUBLIC_URL,
      ...more,
    });

  test("shows, sets and removes the webhook, and tells no secret", async () => {
    expect(await webhookCommand("show", config())).toContain("No webhook is set");
    const set = await webhookCommand("set", config());
    expect(set).toContain(`${PUBLIC_URL}/telegram/webhook`);
    expect(set).not.toContain(telegram.webhook()?.secret);
    expect(await webhookCommand("show", config())).toContain("(this installation's)");
    expect(await webhookCommand("show", config({ TELEGRAM_WEBHOOK_SECRET: "b".repeat(40) }))).toContain("(not this");
    expect(await webhookCommand("remove", config())).toContain("Removed");
    expect(telegram.webhook()).toBeUndefined();
  });

  test("says what is missing, and what a word can be", async () => {
    await expect(webhookCommand("set", config({ PUBLIC_URL: "" }))).rejects.toThrow("https://");
    await expect(webhookCommand("show", config({ TELEGRAM_BOT_TOKEN: "" }))).rejects.toThrow("TELEGRAM_BOT_TOKEN");
    await expect(webhookCommand("drop", config())).rejects.toThrow("show | set | remove");
  });
});

describe("npm run doctor", () => {
  test("says whether Telegram knows the bot; the server would start all the same", async () => {
    const telegram = await openFakeTelegram();
    const dataDir = await mkdtemp(path.join(tmpdir(), "redress-doctor-"));
    const raw = (token: string): Record<string, string> => ({
      SECRET_KEY: SECRETS.SECRET_KEY,
      DATA_DIR: dataDir,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    });
    expect((await examine(raw(telegram.token))).text).toContain("ok    Telegram bot");
    const { text, wouldStart } = await examine(raw("7000000009:AAcanary-token-which-nobody-here-knows"));
    expect(text).toContain("LATER Telegram bot: telegram: Telegram does not know the bot");
    expect(text).not.toContain("canary");
    expect(wouldStart).toBe(true);
    await telegram.close();
    await rm(dataDir, { recursive: true });
  });
});

describe("an agent who writes", () => {
  test("is shown typing where the customer reads, once the conversation is theirs", async () => {
    const shown: unknown[] = [];
    const bench = await openDeskBench({}, { showTyping: async (to) => void shown.push(to) });
    const address = { channel: "telegram", externalId: "5" } as const;
    await bench.world.redress.receive({ address, externalId: "5:1", reply: { kind: "text", text: "hello" } });
    const conversation = await bench.world.store.conversations.byAddress(address);
    const path = `/api/v1/conversations/${conversation?.id ?? ""}/typing`;
    const agent = await bench.as("agent");
    expect((await agent.send("POST", path)).status).toBe(204);
    expect(shown).toEqual([]);
    expect((await agent.send("POST", path.replace("typing", "claim"))).status).toBe(200);
    expect((await agent.send("POST", path)).status).toBe(204);
    expect((await (await bench.as("auditor")).send("POST", path)).status).toBe(403);
    const nobody = "/api/v1/conversations/01936f00-0000-7000-8000-000000000000/typing";
    expect((await (await bench.as("agent")).send("POST", nobody)).status).toBe(404);
    expect(shown).toEqual([address]);
    await bench.close();
  });
});
