import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;
beforeEach(async () => {
  bench = await openWebchatBench();
});
afterEach(() => bench.close());

const textsOf = (
  activities: readonly { readonly text?: string; readonly type: string }[],
): readonly (string | undefined)[] => activities.filter(({ type }) => type === "message").map(({ text }) => text);

describe("a conversation over the web chat", () => {
  test("a posted message comes back as an echo with the client's id, then the answer, over the stream", async () => {
    const chat = await openChat(bench);
    const stream = await chat.stream();
    const posted = await chat.say("the resin arrived hardened", "client-1");
    expect(posted.status).toBe(200);
    const { id } = (await posted.json()) as { id: string };
    const [echo, answer] = await stream.until(({ length }) => length === 2);
    expect(echo).toMatchObject({
      id,
      text: "the resin arrived hardened",
      channelData: { clientActivityID: "client-1" },
    });
    expect(echo?.from).toEqual({ id: chat.userId, role: "user" });
    expect(answer).toMatchObject({ text: "echo: the resin arrived hardened", replyToId: id, from: { role: "bot" } });
    expect(stream.watermark()).toBe("2");
    await stream.close();
  });

  test("polling gives the same, page by page from the watermark on", async () => {
    const chat = await openChat(bench);
    expect(await chat.poll()).toEqual({ activities: [], watermark: "0" });
    await chat.say("one");
    const first = await chat.poll();
    expect(textsOf(first.activities)).toEqual(["one", "echo: one"]);
    await chat.say("two");
    const second = await chat.poll(first.watermark);
    expect(textsOf(second.activities)).toEqual(["two", "echo: two"]);
    expect(second.watermark).toBe("4");
    expect((await chat.poll(second.watermark)).activities).toEqual([]);
  });
});
