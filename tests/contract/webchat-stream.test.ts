import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { once } from "node:events";
import { inputLimits, streamPace } from "../../bots/webchat/limits.ts";
import type { Receive } from "../../bots/webchat/ports.ts";
import { Fault } from "../../core/errors.ts";
import { answer, createEchoBot } from "../support/echo-bot.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { ChatClient, OpenStream, WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;
let chat: ChatClient;
async function open(...change: Parameters<typeof openWebchatBench>): Promise<void> {
  bench = await openWebchatBench(...change);
  chat = await openChat(bench);
}
beforeEach(() => open());
afterEach(() => bench.close());

function texts(stream: OpenStream): readonly (string | undefined)[] {
  return stream.activities.map(({ text }) => text);
}

/** Something that we say of our own accord, as a notice of the process is. */
async function notify(text: string): Promise<void> {
  const found = await bench.store.conversations.byAddress({ channel: "webchat", externalId: chat.userId });
  if (found === undefined) throw new Error("no conversation yet");
  const after = { ...found, version: found.version + 1, lastSeq: found.lastSeq + 1 };
  const message = { ...answer(after, { text, details: [], choices: [] }, bench.moment()), purpose: "decision.1" };
  await bench.store.commit({ conversations: [{ before: found, after }], outbound: [message] });
}

describe("the stream", () => {
  test("shows everything in every tab, once, and in order", async () => {
    const tabs = [await chat.stream(), await chat.stream()];
    const expected = Array.from({ length: 20 }, (_, index) => [
      `words ${String(index)}`,
      `echo: words ${String(index)}`,
    ]).flat();
    for (let index = 0; index < 20; index += 1) await chat.say(`words ${String(index)}`);
    for (const tab of tabs) {
      await tab.until(({ length }) => length >= expected.length);
      expect(texts(tab)).toEqual(expected);
      await tab.close();
    }
  });

  test("shows what another process committed, and a notice answers no message", async () => {
    await chat.say("hello");
    const stream = await chat.stream("2");
    await notify("The decision is here.");
    const [notice] = await stream.until(({ length }) => length === 1);
    expect(notice?.text).toBe("The decision is here.");
    expect(notice?.replyToId).toBeUndefined();
    await stream.close();
  });

  test("finds a conversation that another process began", async () => {
    const stream = await chat.stream();
    const address = { channel: "webchat" as const, externalId: chat.userId };
    await createEchoBot(
      bench.store,
      bench.moment,
    )({ address, externalId: "elsewhere|1", reply: { kind: "text", text: "over there" } });
    await stream.until(({ length }) => length === 2);
    expect(texts(stream)).toEqual(["over there", "echo: over there"]);
    await stream.close();
  });

  test("goes on from the watermark after a cut, with nothing lost and nothing twice", async () => {
    const first = await chat.stream();
    await chat.say("one");
    await first.until(({ length }) => length === 2);
    first.socket.terminate();
    await chat.say("two");
    await notify("meanwhile");
    const second = await chat.stream(first.watermark());
    await second.until(({ length }) => length === 3);
    expect(texts(second)).toEqual(["two", "echo: two", "meanwhile"]);
    await second.close();
  });

  test("brings long histories in several frames", async () => {
    await bench.close();
    await open(() => ({ pace: { ...streamPace, sweepMs: 50, page: 3 } }));
    for (let index = 0; index < 5; index += 1) await chat.say(String(index));
    const stream = await chat.stream();
    await stream.until(({ length }) => length === 10);
    expect(stream.frames).toHaveLength(4);
    expect(stream.activities.map(({ channelData }) => channelData?.["webchat:sequence-id"])).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    const answered = stream.activities.filter(({ from }) => from.role === "bot");
    expect(answered.map(({ replyToId }) => replyToId)).toEqual(
      stream.activities.filter(({ from }) => from.role === "user").map(({ id }) => id),
    );
    await stream.close();
  });

  test("shows a watermark from the future where the log ends", async () => {
    await chat.say("one");
    const stream = await chat.stream("2147483647");
    await chat.say("two");
    await stream.until(({ length }) => length === 2);
    expect(texts(stream)).toEqual(["two", "echo: two"]);
    await stream.close();
  });

  test("outlives a store that is down, and catches up", async () => {
    await bench.close();
    let isDown = false;
    await open(({ store }) => ({
      store: {
        ...store,
        conversations: {
          ...store.conversations,
          messages: async (...args) => {
            if (isDown) throw new Fault("store-unavailable", "the database does not answer");
            return store.conversations.messages(...args);
          },
        },
      },
    }));
    const stream = await chat.stream();
    await chat.say("one");
    await stream.until(({ length }) => length === 2);
    isDown = true;
    await chat.say("two");
    const polled = await chat.call("GET", `/conversations/${chat.conversationId}/activities`);
    expect([polled.status, polled.headers.get("retry-after")]).toEqual([503, "2"]);
    isDown = false;
    await stream.until(({ length }) => length === 4);
    expect(texts(stream)).toEqual(["one", "echo: one", "two", "echo: two"]);
    expect(bench.reported.length).toBeGreaterThan(0);
    await stream.close();
  });

  test("sends empty frames as a sign of life, and takes them from clients", async () => {
    const stream = await chat.stream();
    stream.socket.send("");
    while (!stream.frames.includes("")) await once(stream.socket, "message");
    await chat.say("still there");
    await stream.until(({ length }) => length === 2);
    await stream.close();
  });

  test("shows typing while a turn takes long, and keeps none of it", async () => {
    await bench.close();
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    await open(({ receive }) => ({
      receive: async (...args: Parameters<Receive>) => {
        await held;
        return receive(...args);
      },
    }));
    const stream = await chat.stream();
    const posted = chat.say("take your time");
    const [typing] = await stream.until(({ length }) => length === 1);
    expect(typing).toMatchObject({ type: "typing", from: { role: "bot" } });
    expect(stream.watermark()).toBe("");
    finish();
    await posted;
    await stream.until(({ length }) => length === 3);
    expect((await chat.poll()).activities.map(({ type }) => type)).toEqual(["message", "message"]);
    await stream.close();
  });

  test("ends with 1012 when the server stops", async () => {
    const stream = await chat.stream();
    const closed = once(stream.socket, "close");
    await bench.webchat.close();
    expect((await closed)[0]).toBe(1012);
  });

  test("is opened a limited number of times by one visitor", async () => {
    const streams = [];
    for (let index = 0; index < inputLimits.sockets; index += 1) streams.push(await chat.stream());
    await expect(chat.stream()).rejects.toThrow("429");
    await streams.pop()?.close();
    const again = await chat.stream();
    for (const stream of [...streams, again]) await stream.close();
  });

  test.each(["-1", "1.5", "1e3", "abc", "99999999999", "0x10", "1;2"])(
    "refuses the watermark %s",
    async (watermark) => {
      const response = await chat.call(
        "GET",
        `/conversations/${chat.conversationId}?watermark=${encodeURIComponent(watermark)}`,
      );
      expect(response.status).toBe(400);
      const polled = await chat.call(
        "GET",
        `/conversations/${chat.conversationId}/activities?watermark=${encodeURIComponent(watermark)}`,
      );
      expect(polled.status).toBe(400);
    },
  );
});

describe("the channel", () => {
  test("takes a message as delivered to the log, and wakes whoever looks", async () => {
    await chat.say("hello");
    const stream = await chat.stream("2");
    await notify("one more thing");
    const [message] = await bench.store.outbox.take("webchat", new Date(Date.now() + 60_000), 1_000, 10);
    if (message === undefined) throw new Error("nothing to send");
    const receipt = await bench.webchat.channel.send(message.address, message.body);
    expect(receipt.providerId).toBe(`${chat.conversationId}|${String(message.seq).padStart(7, "0")}`);
    await stream.until(({ length }) => length === 1);
    await bench.webchat.channel.send(message.address, message.body);
    await notify("and another");
    await stream.until(({ length }) => length === 2);
    expect(texts(stream)).toEqual(["one more thing", "and another"]);
    await stream.close();
  });
});
