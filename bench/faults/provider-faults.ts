import { setTimeout as wait } from "node:timers/promises";
import type { Trouble } from "../../tests/support/telegram/trouble.ts";
import { onceCalled } from "./provider-calls.ts";
import type { Fault } from "./stage.ts";

/** Calls that meet the trouble. */
const CALLS = 20;

function trouble(name: string, kind: Trouble, more: Pick<Fault, "isShort"> = {}, calls = CALLS): Fault {
  return {
    number: 4,
    name: `Telegram ${name}`,
    ...more,
    happen: async ({ telegram }, scale) => {
      const times = Math.ceil(calls * scale);
      telegram.trouble("sendMessage", kind, times);
      await onceCalled(telegram, "sendMessage", times);
      telegram.calm();
      await wait(500);
    },
  };
}

/** Telegram in trouble. */
export const providerFaults: readonly Fault[] = [
  trouble(
    "asks for patience (429)",
    { kind: "fail", code: 429, description: "Too Many Requests: retry after 1", retryAfter: 1 },
    { isShort: true },
  ),
  trouble("has an error of its own (500)", { kind: "fail", code: 500, description: "Internal Server Error" }),
  trouble("accepts and cuts the connection", { kind: "accept_then_reset" }),
  trouble("accepts and says nothing", { kind: "accept_then_silence" }, {}, 3),
  trouble("cuts the connection", { kind: "reset" }),
  trouble("is behind a proxy that answers with a page", { kind: "html" }),
  trouble("is slow", { kind: "slow", ms: 3_000 }),
];
