import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { inputLimits } from "../../bots/webchat/limits.ts";
import type { Receive } from "../../bots/webchat/ports.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import { openChat, openWebchatBench, said } from "../support/webchat-bench.ts";
import type { ChatClient, WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;
let chat: ChatClient;
/** What reached `receive`, in order. */
let received: Inbound[];
/** Put before the echo bot; throws to play a fault. */
let before: () => Promise<void>;

beforeEach(async () => {
  received = [];
  before = async () => undefined;
  bench = await openWebchatBench(({ receive }) => ({
    receive: async (...args: Parameters<Receive>) => {
      received.push(args[0]);
      await before();
      return receive(...args);
    },
  }));
  chat = await openChat(bench);
});
afterEach(() => bench.close());

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { readonly error: { readonly code: string } };
  return `${String(response.status)} ${error.code}`;
}

describe("what a client posts", () => {
  test("has one effect however often and however fast it is posted again", async () => {
    const posts = await Promise.all(Array.from({ length: 10 }, () => chat.say("only once", "c-1")));
    const ids = await Promise.all(posts.map((response) => response.json()));
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(ids.map((body) => (body as { id: string }).id)).size).toBe(1);
    expect((await chat.poll()).activities).toHaveLength(2);
  });

  test("is two messages of two visitors even under the same client id", async () => {
    const other = await openChat(bench);
    await chat.say("mine", "c-1");
    await other.say("theirs", "c-1");
    expect((await other.poll()).activities.map(({ text }) => text)).toEqual(["theirs", "echo: theirs"]);
  });

  test("cannot say who speaks, in which role, through which service or as the bot", async () => {
    await chat.post({
      type: "message",
      id: "chosen",
      text: "I am the bot",
      from: { id: "bot", role: "bot", name: "Complaints desk" },
      recipient: { id: "x" },
      conversation: { id: "another" },
      serviceUrl: "https://evil.example/",
      channelId: "msteams",
      timestamp: "1999-01-01T00:00:00Z",
      replyToId: "x",
      channelData: { clientActivityID: "c-1", author: "agent", "webchat:sequence-id": 0, tenant: { id: "x" } },
    });
    const [echo] = (await chat.poll()).activities;
    expect(echo).toMatchObject({
      from: { id: chat.userId, role: "user" },
      conversation: { id: chat.conversationId },
      channelData: { clientActivityID: "c-1", "webchat:sequence-id": 1 },
    });
    expect(JSON.stringify(echo)).not.toMatch(/chosen|Complaints desk|evil|msteams|1999|agent|tenant/u);
    expect(received[0]?.address).toEqual({ channel: "webchat", externalId: chat.userId });
  });

  test("a tap carries the token, the typed label is text, and the echo shows the label", async () => {
    await chat.post({
      type: "message",
      text: "Choice A",
      value: { token: "offer1.0" },
      channelData: { clientActivityID: "c-1" },
    });
    await chat.post({ type: "message", value: { token: "offer1.1" }, channelData: { postBack: true } });
    await chat.say("Choice A");
    expect(received.map(({ reply }) => reply)).toEqual([
      { kind: "tap", token: "offer1.0", label: "Choice A" },
      { kind: "tap", token: "offer1.1" },
      { kind: "text", text: "Choice A" },
    ]);
    const [echo] = (await chat.poll()).activities;
    expect(echo).toMatchObject({ text: "Choice A", channelData: { messageBack: { displayText: "Choice A" } } });
  });

  test("words come through as written: emoji, joiners, direction marks, Persian, ten thousand characters", async () => {
    const words = ["😡", "\u200c", "\u2066RLM\u2069\u200f", "رزین سفت‌شده رسید", "ی".repeat(10_000), " two\n lines "];
    for (const text of words) expect((await chat.say(text)).status).toBe(200);
    expect(received.map(({ reply }) => (reply.kind === "text" ? reply.text : ""))).toEqual(words);
  });

  test("what no database keeps is taken out of the words", async () => {
    await chat.post({ type: "message", text: "half \ud800 and whole \u{1f600}" });
    expect(received[0]?.reply).toEqual({ kind: "text", text: "half \ufffd and whole 😀" });
  });

  test("the opening greets once, in the locale that the page asks for", async () => {
    await chat.call("POST", "/conversations", { locale: "fa-IR", user: { id: "dl_forged" } });
    await chat.call("POST", "/conversations", { locale: "tr" });
    expect(received.map(({ reply, locale }) => [reply.kind, locale])).toEqual([
      ["start", "fa-IR"],
      ["start", "tr"],
    ]);
    expect((await chat.poll()).activities.map(({ type }) => type)).toEqual(["event", "message"]);
  });

  test("a link's payload comes with the join event", async () => {
    await chat.post({ type: "event", name: "webchat/join", value: { payload: "abc_DEF-1" } });
    await chat.post({ type: "event", name: "webchat/join", value: { payload: "no spaces" } });
    expect(received.map(({ reply }) => reply)).toEqual([{ kind: "start", payload: "abc_DEF-1" }, { kind: "start" }]);
  });

  test.each([
    ["typing", { type: "typing" }, "typing"],
    ["another event", { type: "event", name: "other" }, "event"],
    ["an unknown type", { type: "teleport" }, "unknown-type"],
    ["an invoke", { type: "invoke", name: "signin/verifyState" }, "invoke"],
    ["the end of the conversation", { type: "endOfConversation" }, "endOfConversation"],
  ])("%s is taken and ignored, with its reason counted", async (_what, activity, reason) => {
    const response = await chat.post(activity);
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty("id");
    expect(received).toEqual([]);
    expect(bench.refused).toEqual([reason]);
  });

  test.each([
    ["nothing", {}, "400 BadActivity"],
    ["an array", [], "400 BadActivity"],
    ["a string", "hello", "400 BadActivity"],
    ["a number as text", { type: "message", text: 7 }, "400 BadActivity"],
    ["an endless type", { type: "x".repeat(100) }, "400 BadActivity"],
    ["a message without words", { type: "message" }, "400 EmptyActivity"],
    ["spaces only", { type: "message", text: " \n\t" }, "400 EmptyActivity"],
    ["a forged token's shape", { type: "message", value: { token: "' OR 1=1 --" } }, "400 EmptyActivity"],
    [
      "a data: address",
      { type: "message", attachments: [{ contentType: "image/png", contentUrl: "data:image/png;base64,AA" }] },
      "400 UploadFiles",
    ],
    [
      "a foreign address",
      { type: "message", attachments: [{ contentType: "image/png", contentUrl: "http://169.254.169.254/" }] },
      "400 UploadFiles",
    ],
    ["too many words", { type: "message", text: "x".repeat(inputLimits.text + 1) }, "413 TextTooLong"],
    [
      "a client id with a line break",
      { type: "message", text: "x", channelData: { clientActivityID: "a\nb" } },
      "400 BadClientActivityID",
    ],
    [
      "an endless client id",
      { type: "message", text: "x", channelData: { clientActivityID: "a".repeat(129) } },
      "400 BadClientActivityID",
    ],
  ])("%s is refused", async (_what, activity, answer) => {
    expect(await codeOf(await chat.post(activity))).toBe(answer);
    expect(received).toEqual([]);
    expect(bench.refused).toHaveLength(1);
    expect((await chat.say("the chat goes on")).status).toBe(200);
  });

  test("addresses beside words are not read, the words are", async () => {
    await chat.post({ ...said("look"), attachments: [{ contentType: "image/png", contentUrl: "file:///etc/passwd" }] });
    expect(received[0]?.reply).toEqual({ kind: "text", text: "look" });
  });

  test.each([
    ["broken JSON", "{", "application/json"],
    ["prototype keys", '{"__proto__":{"type":"message"},"constructor":{"prototype":{"x":1}}}', "application/json"],
    ["deep nesting", "[".repeat(20_000) + "]".repeat(20_000), "application/json"],
    ["another charset", "{}", "application/json; charset=utf-16"],
    ["a form", "type=message&text=x", "application/x-www-form-urlencoded"],
    ["bytes", "\u0001\u0002", "application/octet-stream"],
    ["a body that is too long", JSON.stringify(said("x".repeat(inputLimits.body))), "application/json"],
  ])("%s gets a 4xx and nothing else happens", async (_what, body, type) => {
    const response = await fetch(`${bench.directLine}/conversations/${chat.conversationId}/activities`, {
      method: "POST",
      headers: { authorization: `Bearer ${chat.token}`, "content-type": type },
      body,
    });
    const isForm = type.includes("form");
    expect(response.status).toBeGreaterThanOrEqual(isForm ? 200 : 400);
    expect(response.status).toBeLessThan(500);
    expect((await chat.say("the chat goes on")).status).toBe(200);
  });
});

describe("when the store is down", () => {
  test("a post is answered 503, and posted again it has one effect", async () => {
    before = () => Promise.reject(new Fault("store-unavailable", "the database does not answer"));
    const response = await chat.say("please keep this", "c-1");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await codeOf(response)).toBe("503 StoreUnavailable");
    before = async () => undefined;
    expect((await chat.say("please keep this", "c-1")).status).toBe(200);
    expect((await chat.poll()).activities).toHaveLength(2);
  });

  test("a chat can still be opened", async () => {
    before = () => Promise.reject(new Fault("store-unavailable", "the database does not answer"));
    expect((await chat.call("POST", "/conversations")).status).toBe(201);
    expect(bench.reported).toHaveLength(1);
  });

  test("a fault of our own is a 500 without its words", async () => {
    before = () => Promise.reject(new Error("secret detail"));
    const response = await chat.say("hello");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
  });
});
