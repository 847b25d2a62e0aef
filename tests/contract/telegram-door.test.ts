import { afterEach, describe, expect, test } from "@jest/globals";
import type { Inbound } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import { sayIn } from "../../core/language/say.ts";
import { openTelegramWorld, secretKey } from "../support/telegram/telegram-world.ts";
import type { TelegramWorld, TelegramWorldSetting } from "../support/telegram/telegram-world.ts";
import { keptOf, personAtMenu, wordsOf } from "../support/telegram/at-menu.ts";
import { secretHeader, webhookSecret } from "../../bots/telegram/verify.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import { waitUntil } from "../support/wait-until.ts";

let opened: TelegramWorld | undefined;

async function open(setting?: TelegramWorldSetting): Promise<TelegramWorld> {
  opened = await openTelegramWorld(setting);
  return opened;
}

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const say = sayIn("en", "Europe/Istanbul");

/** Posts to the webhook as anybody can. */
function post(world: TelegramWorld, body: BodyInit, headers: Record<string, string>): Promise<Response> {
  return fetch(`${world.http.url}/telegram/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

const genuine = { [secretHeader]: webhookSecret(secretKey, undefined) };

describe("the webhook", () => {
  test("takes each update once, however often it is delivered", async () => {
    const world = await open();
    world.telegram.manner.copies = 5;
    const person = await personAtMenu(world);
    await person.writes("menu");
    await person.awaits(({ text }) => text === say("menu.ask"));
    expect(await keptOf(world, person)).toHaveLength(2);
    expect(person.sees().filter(({ text }) => text === say("menu.ask"))).toHaveLength(2);
  });

  test("takes everything in, although it comes in no order", async () => {
    const world = await open();
    world.telegram.manner.isShuffled = true;
    const person = world.telegram.person({ language: "en" });
    await Promise.all(Array.from({ length: 10 }, (_, place) => person.writes(`word ${place}`)));
    const texts = await wordsOf(world, person);
    expect([...texts].sort()).toEqual(Array.from({ length: 10 }, (_, place) => `word ${place}`));
  });

  test("is closed to whoever does not know its secret, before anything is read", async () => {
    const world = await open();
    const update = JSON.stringify({
      update_id: 1,
      message: { message_id: 1, chat: { id: 1, type: "private" }, text: "x" },
    });
    for (const headers of [
      {},
      { [secretHeader]: "" },
      { [secretHeader]: "wrong" },
      { [secretHeader]: `${genuine[secretHeader]}x` },
    ]) {
      expect((await post(world, update, headers)).status).toBe(401);
      expect((await post(world, "{ broken", headers)).status).toBe(401);
    }
    expect(new Set(world.refused)).toEqual(new Set(["secret"]));
    expect(await world.world.store.conversations.byAddress({ channel: "telegram", externalId: "1" })).toBeUndefined();
  });

  test.each([
    ["no JSON", "{ broken", 400],
    ["bytes that are no UTF-8", new Uint8Array([123, 34, 255, 34, 58, 49, 125]), 400],
    ["no update", "[1, 2]", 200],
    ["a body that nests too deep", `{"update_id":1,"message":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 200],
    ["a key for the prototype", '{"update_id":1,"__proto__":{"message":{}},"message":{"__proto__":{"chat":1}}}', 200],
    ["an unknown kind", '{"update_id":1,"telepathy":{}}', 200],
    ["a negative id", '{"update_id":-1}', 200],
    ["more than a megabyte", `{"update_id":1,"x":"${"x".repeat(1_100_000)}"}`, 413],
  ])("answers %s without a fault", async (_, body, status) => {
    const world = await open();
    expect((await post(world, body, genuine)).status).toBe(status);
    expect(world.reported).toEqual([]);
    expect(await personAtMenu(world)).toBeDefined();
  });

  test("takes words with NUL, which the common parser refuses: they must not hold up their chat", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    await person.writes("my\0 words");
    const last = (await keptOf(world, person)).at(-1);
    expect(last?.reply).toEqual({ kind: "text", text: "my words" });
  });

  test("answers 503 while the store is away, and what came meanwhile is taken afterwards, in order", async () => {
    let isAway = false;
    const world = await open({
      change: ({ receive }) => ({
        receive: (inbound: Inbound) =>
          isAway ? Promise.reject(new Fault("store-unavailable", "away")) : receive(inbound),
      }),
    });
    const person = await personAtMenu(world);
    isAway = true;
    const sent = Promise.all([person.writes("one"), person.writes("two")]);
    await waitUntil(() => world.http.log.written().includes('"status":503'));
    isAway = false;
    await sent;
    const texts = await wordsOf(world, person);
    expect(texts).toEqual(["one", "two"]);
  });

  test("gives up an update that even the core cannot keep, so that its chat goes on", async () => {
    const world = await open({
      change: ({ receive }) => ({
        receive: (inbound: Inbound) =>
          inbound.reply.kind === "text" && inbound.reply.text === "poison"
            ? Promise.reject(new Error("our bug"))
            : receive(inbound),
      }),
    });
    const person = await personAtMenu(world);
    await Promise.all([person.writes("poison"), person.writes("menu")]);
    expect(world.reported).toMatchObject([{ code: "telegram-update" }]);
    expect(await keptOf(world, person)).toHaveLength(2);
  });

  test("is set only where Telegram knows another, and anew where the secret changed", async () => {
    const first = await open();
    await waitUntil(() => first.telegram.callsOf("getChatMenuButton").length > 0);
    const second = await openTelegramWorld({ telegram: first.telegram, world: first.world });
    await waitUntil(() => first.telegram.callsOf("getChatMenuButton").length > 1);
    expect(first.telegram.callsOf("setWebhook")).toHaveLength(1);
    const sets = first.telegram.calls.filter(
      ({ method }) => method.startsWith("setMy") || method === "setChatMenuButton",
    ).length;
    await second.close();
    const third = await openTelegramWorld({
      telegram: first.telegram,
      world: first.world,
      change: () => ({ webhookSecret: "another-secret-that-is-long-enough-1" }),
    });
    await waitUntil(() => first.telegram.callsOf("getChatMenuButton").length > 2);
    expect(first.telegram.callsOf("setWebhook")).toHaveLength(2);
    expect(first.telegram.webhook()?.secret).toBe("another-secret-that-is-long-enough-1");
    expect(
      first.telegram.calls.filter(({ method }) => method.startsWith("setMy") || method === "setChatMenuButton"),
    ).toHaveLength(sets);
    await third.close();
  });

  test("is tried until Telegram takes its address, which operators hear of once, with Telegram's reason", async () => {
    const telegram = await openFakeTelegram();
    const description = "Bad Request: bad webhook: Failed to resolve host: Name or service not known";
    telegram.trouble("setWebhook", { kind: "fail", code: 400, description }, 3);
    const world = await open({ telegram });
    await waitUntil(() => telegram.webhook() !== undefined);
    await waitUntil(() => telegram.callsOf("getChatMenuButton").length > 0);
    expect(world.reported).toMatchObject([{ message: expect.stringContaining("Failed to resolve host") }]);
    await world.close();
    await telegram.close();
  });

  test("is set although Telegram cannot be reached at the start, and a token that it does not know stops nothing", async () => {
    const world = await open({ change: () => ({ apiRoot: "http://127.0.0.1:9" }) });
    await waitUntil(() => world.reported.length > 0);
    expect(world.reported).toMatchObject([{ code: "telegram-webhook", cause: { trouble: "unavailable" } }]);
    await world.close();
    const unknown = await open({ change: () => ({ token: "7000000009:AAsomebody-elses-token-which-is-not-known" }) });
    await waitUntil(() => unknown.reported.length > 0);
    expect(unknown.reported).toMatchObject([{ code: "telegram-token" }]);
    expect((await post(unknown, '{"update_id":1}', genuine)).status).toBe(200);
  });
});

describe("a button on Telegram", () => {
  test("is answered, and its keyboard goes", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    const menu = person.sees().findLast(({ buttons }) => buttons.length > 0);
    await person.taps(say("menu.language"));
    await person.awaits(({ text }) => text === say("language.ask"));
    await waitUntil(() => person.sees().find(({ messageId }) => messageId === menu?.messageId)?.buttons.length === 0);
    await waitUntil(() => world.telegram.taps.answered.size === 1);
  });

  test("that is old, forged or pressed twice is answered, too, and changes nothing", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    const [button] = person.sees().findLast(({ buttons }) => buttons.length > 0)?.buttons ?? [];
    await person.taps(say("menu.language"));
    await person.awaits(({ text }) => text === say("language.ask"));
    await person.presses(button?.data ?? "");
    await person.presses("forged.0", 999_999);
    await person.presses("'; drop table", 999_999);
    await waitUntil(() => world.telegram.taps.answered.size === world.telegram.taps.all.length);
    expect(world.refused).toEqual(["foreign_button"]);
    expect(await world.world.store.alerts.open(10)).toEqual([]);
    expect(world.world.faults).toEqual([]);
  });

  test("that Telegram gave up while we were away can be answered in words", async () => {
    let isAway = false;
    const world = await open({
      change: ({ receive }) => ({
        receive: (inbound: Inbound) =>
          isAway ? Promise.reject(new Fault("store-unavailable", "away")) : receive(inbound),
      }),
    });
    const person = await personAtMenu(world);
    isAway = true;
    // Telegram keeps a tap for 150 seconds.
    await person.taps(say("menu.language"));
    expect(world.telegram.queue.expired).toHaveLength(1);
    isAway = false;
    await person.writes(say("menu.language"));
    await person.awaits(({ text }) => text === say("language.ask"));
  });

  test("costs no update where Telegram takes no answer", async () => {
    const world = await open();
    const person = await personAtMenu(world);
    world.telegram.trouble("answerCallbackQuery", {
      kind: "fail",
      code: 400,
      description: "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    world.telegram.trouble("editMessageReplyMarkup", { kind: "reset" });
    await person.taps(say("menu.language"));
    await person.awaits(({ text }) => text === say("language.ask"));
    expect(world.reported).toEqual([]);
  });
});
