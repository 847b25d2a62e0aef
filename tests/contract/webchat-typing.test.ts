import { afterEach, expect, test } from "@jest/globals";
import type { Address } from "../../core/channel/address.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;

afterEach(() => bench.close());

test("that the customer writes is told on, is kept nowhere, and counts as no message", async () => {
  const told: Address[] = [];
  bench = await openWebchatBench(() => ({ noteTyping: async (from) => void told.push(from) }));
  const chat = await openChat(bench);
  const before = (await chat.poll()).activities.length;
  for (let times = 0; times < 70; times += 1) expect((await chat.post({ type: "typing" })).status).toBe(200);
  expect((await chat.say("Hello", "c-1")).status).toBe(200);
  expect(told).toHaveLength(70);
  expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(["webchat"]));
  const written = (await chat.poll()).activities.slice(before);
  expect(written.map(({ type }) => type)).not.toContain("typing");
  expect(bench.refused).toEqual([]);
});
