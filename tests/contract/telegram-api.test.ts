import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createBotApi } from "../../bots/telegram/bot-api.ts";
import { createChannel } from "../../bots/telegram/client.ts";
import type { OutgoingFile } from "../../bots/telegram/client.ts";
import { createFileSource } from "../../bots/telegram/file-source.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { DeliveryError } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";
import { telegramLimits } from "../support/telegram/rate-limit.ts";
import type { TelegramPerson } from "../support/telegram/person.ts";
import type { Trouble } from "../support/telegram/trouble.ts";

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
  text: "The secret words of a message",
  details: [],
  choices: [],
  files: [],
  author: { kind: "bot" },
};

function openChannel(files: Record<string, OutgoingFile> = {}, reported: unknown[] = []) {
  const api = createBotApi(telegram.token, telegram.apiRoot);
  const channel = createChannel({ api, fileOf: async (id) => files[id], report: (fault) => void reported.push(fault) });
  const to = { channel: "telegram", externalId: String(person.chatId) } as const;
  return { api, channel, to, send: (more: Partial<Outbound> = {}) => channel.send(to, { ...message, ...more }) };
}

async function errorOf(work: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError was thrown", { cause: error });
  return error;
}

/** Everything that an operator could ever be shown of an error. */
function shown(error: unknown): string {
  const causes: unknown[] = [];
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    causes.push(one.message, one.stack, Object.entries(one));
  return JSON.stringify(causes);
}

describe("sending by the Bot API", () => {
  test("gives Telegram's number of the message", async () => {
    const receipt = await openChannel().send();
    expect(receipt.providerId).toBe(String(person.sees().at(-1)?.messageId));
    expect(telegram.callsOf("sendMessage")[0]).not.toHaveProperty("parse_mode");
  });

  const fail = (code: number, description: string, retryAfter?: number): Trouble => ({
    kind: "fail",
    code,
    description,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

  test.each<[string, Trouble, Partial<DeliveryError>]>([
    [
      "too many requests",
      fail(429, "Too Many Requests: retry after 7", 7),
      { trouble: "unavailable", retryAfterMs: 7_000 },
    ],
    ["too many requests for ever", fail(429, "Too Many Requests", 1e15), { retryAfterMs: 86_400_000 }],
    ["blocked by the user", fail(403, "Forbidden: bot was blocked by the user"), { trouble: "blocked" }],
    ["user is deactivated", fail(403, "Forbidden: user is deactivated"), { trouble: "blocked" }],
    ["kicked", fail(403, "Forbidden: bot was kicked from the group chat"), { trouble: "blocked" }],
    ["never started", fail(403, "Forbidden: bot can't initiate conversation with a user"), { trouble: "unreachable" }],
    ["chat not found", fail(400, "Bad Request: chat not found"), { trouble: "unreachable" }],
    ["message is too long", fail(400, "Bad Request: message is too long"), { trouble: "refused" }],
    ["wrong token", fail(401, "Unauthorized"), { trouble: "account" }],
    ["no such bot", fail(404, "Not Found"), { trouble: "account" }],
    ["a fault of Telegram", fail(502, "Bad Gateway"), { trouble: "unavailable" }],
    ["a page of some proxy", { kind: "html" }, { trouble: "unavailable" }],
    ["a connection that was cut", { kind: "reset" }, { trouble: "unavailable" }],
    [
      "a connection that was cut after the message was taken",
      { kind: "accept_then_reset" },
      { trouble: "unavailable" },
    ],
  ])("tells of %s what it is, and neither token nor words", async (_, trouble, expected) => {
    telegram.trouble("sendMessage", trouble);
    const error = await errorOf(openChannel().send());
    expect(error).toMatchObject(expected);
    expect(shown(error)).not.toContain(telegram.token.slice(11));
    expect(shown(error)).not.toContain("secret words");
  });

  test("gives up an answer that does not come", async () => {
    telegram.trouble("sendMessage", { kind: "accept_then_silence" });
    const { api, to } = openChannel();
    const error = await errorOf(api.call("sendMessage", { chat_id: to.externalId, text: "x" }, { timeoutMs: 50 }));
    expect(error.trouble).toBe("unavailable");
  });

  test("sees a method that Telegram does not have", async () => {
    const error = await errorOf(openChannel().api.call("createForumTopic", { chat_id: 1, name: "x" }));
    expect(error).toMatchObject({ trouble: "account", platformCode: "404" });
  });

  test("goes on with the part that was not taken", async () => {
    const { send } = openChannel();
    const text = "word ".repeat(1_500);
    telegram.limitRates({ chat: { count: 1, perMs: 60_000 } });
    await errorOf(send({ text }));
    telegram.limitRates(undefined);
    await send({ text });
    const seen = person.sees().map((one) => one.text);
    expect(seen).toHaveLength(2);
    expect(seen.join(" ")).toBe(text.trim());
  });

  test("keeps Telegram's own pace where it is told to", async () => {
    telegram.limitRates(telegramLimits);
    const { send } = openChannel();
    for (let place = 0; place < 3; place += 1) await send({ messageId: brand(`n${place}`) });
    const error = await errorOf(send({ messageId: brand("n4") }));
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(1_000);
  });
});

describe("files that go out", () => {
  const photo = { bytes: new Uint8Array([255, 216, 255, 1]), name: "can.jpg", type: "image/jpeg" };
  const paper = { bytes: new Uint8Array([37, 80, 68, 70]), name: "rapor ü.pdf", type: "application/pdf" };

  test("are shown as photos or given as documents, under their names", async () => {
    const { send } = openChannel({ photo, paper });
    await send({ files: [brand("photo"), brand("paper")] });
    const files = person.sees().flatMap((one) => one.files);
    expect(files.map(({ kind, name }) => [kind, name])).toEqual([
      ["photo", "can.jpg"],
      ["document", "rapor ü.pdf"],
    ]);
    expect(Buffer.from(files[1]?.bytes ?? [])).toEqual(Buffer.from(paper.bytes));
    expect(person.sees().at(-1)?.text).toBe(message.text);
  });

  test("are given as documents where Telegram shows no photo of them", async () => {
    telegram.trouble("sendPhoto", { kind: "fail", code: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
    await openChannel({ photo }).send({ files: [brand("photo")] });
    expect(person.sees().flatMap((one) => one.files)).toMatchObject([{ kind: "document", name: "can.jpg" }]);
  });

  test("that are gone hold up no words, and operators hear of them", async () => {
    const reported: unknown[] = [];
    await openChannel({}, reported).send({ files: [brand("gone")] });
    expect(person.sees()).toMatchObject([{ text: message.text }]);
    expect(reported).toMatchObject([{ code: "telegram-file" }]);
  });
});

describe("the keyboard for sharing one's number", () => {
  test("goes when the number was typed and the next question has buttons of its own", async () => {
    const { send } = openChannel();
    const choices = [{ token: "o1.0", label: "Skip" }];
    await send({ wantsContact: true, choices });
    expect(person.keys()).toEqual([
      { label: "Share my number", asksContact: true },
      { label: "Skip", asksContact: false },
    ]);
    await send({ messageId: brand("m2"), choices });
    expect(person.keys()).toBeUndefined();
    expect(person.sees()).toHaveLength(2);
  });

  test("is no reason to send a question late", async () => {
    const { send } = openChannel();
    const choices = [{ token: "o1.0", label: "Skip" }];
    await send({ wantsContact: true, choices });
    telegram.trouble("sendMessage", { kind: "reset" });
    await send({ messageId: brand("m2"), choices });
    expect(person.sees()).toHaveLength(2);
  });
});

describe("fetching what customers sent", () => {
  const max = { maxBytes: 20_000_000 };
  const source = () => createFileSource(createBotApi(telegram.token, telegram.apiRoot));

  test("gives the bytes", async () => {
    const id = telegram.files.keep(new Uint8Array([1, 2, 3]), "photo.jpg");
    expect([...(await source().fetch(id, max))]).toEqual([1, 2, 3]);
  });

  test("says at once when a file is too large for a bot, for us, or larger than was said", async () => {
    const huge = telegram.files.keep(new Uint8Array(10), "film.mp4", 25_000_000);
    const large = telegram.files.keep(new Uint8Array(101), "a.pdf");
    const lying = telegram.files.keep(new Uint8Array(5_000), "b.pdf", 1);
    const small = { maxBytes: 100 };
    await expect(source().fetch(huge, max)).rejects.toMatchObject({ code: "file-too-large" });
    await expect(source().fetch(large, small)).rejects.toMatchObject({ code: "file-too-large" });
    await expect(source().fetch(lying, small)).rejects.toMatchObject({ code: "file-too-large" });
  });

  test("fails where the file is gone, and says neither token nor path", async () => {
    const id = telegram.files.keep(new Uint8Array(3), "secret-name.jpg");
    telegram.trouble("file", { kind: "fail", code: 404, description: "Not Found" });
    const error: unknown = await source()
      .fetch(id, max)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "telegram-file" });
    expect(shown(error)).not.toContain(telegram.token.slice(11));
    telegram.files.forget(id);
    await expect(source().fetch(id, max)).rejects.toMatchObject({ trouble: "refused" });
  });

  test.each(["reset", "accept_then_reset"] as const)("fails where the download ends by %s", async (kind) => {
    const id = telegram.files.keep(new Uint8Array(3), "a.jpg");
    telegram.trouble("file", { kind });
    await expect(source().fetch(id, max)).rejects.toMatchObject({ code: "telegram-file" });
  });

  test.each([
    "https://elsewhere.example/a.jpg",
    "//elsewhere.example/a.jpg",
    "/etc/passwd",
    "../../bot1/getMe",
    "photos/../../x",
    "photos\\..\\x",
  ])("never leaves the Bot API's own address for the path %s", async (path) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const isFile = request.url?.startsWith("/file/") === true;
      response.writeHead(isFile ? 200 : 200, { "content-type": "application/json" });
      response.end(isFile ? "bytes" : JSON.stringify({ ok: true, result: { file_id: "x", file_path: path } }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const away = createFileSource(createBotApi(telegram.token, `http://127.0.0.1:${port}`));
    await expect(away.fetch("x", max)).rejects.toMatchObject({ code: "telegram-file" });
    expect(asked.filter((url) => url.startsWith("/file/"))).toEqual([]);
    server.close();
    server.closeAllConnections();
  });

  test("follows no redirect", async () => {
    const elsewhere: string[] = [];
    const server = createServer((request, response) => {
      const { url = "" } = request;
      if (url === "/elsewhere") elsewhere.push(url);
      if (url.startsWith("/file/")) response.writeHead(302, { location: "/elsewhere" });
      else response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ok: true, result: { file_id: "x", file_path: "photos/a.jpg" } }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const away = createFileSource(createBotApi(telegram.token, `http://127.0.0.1:${port}`));
    await expect(away.fetch("x", max)).rejects.toMatchObject({ code: "telegram-file" });
    expect(elsewhere).toEqual([]);
    server.close();
    server.closeAllConnections();
  });
});
