import { z } from "zod";
import { channelIn } from "../linked-chat.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({ sure: z.boolean().optional() });

type OptOut = z.infer<typeof slots>;

/** Ends the messages that we send here by ourselves, after asking once: the word for it can be part of a complaint. */
export const optOut: Flow<OptOut, "sure"> = {
  name: "opt_out",
  version: 1,
  slots,
  start: ({ sure }) => (sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: (_, { say, channel }) =>
        asks(say("optout.ask", { channel: channelIn(channel.name, say) }), [
          { value: "yes", label: say("optout.yes") },
          { value: "no", label: say("optout.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ sure }) => (sure === true ? { kind: "command", command: { kind: "opt_out" } } : { kind: "nothing" }),
  tell: (outcome, { sure }, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    return { prompts: [says(facts.say(sure === true ? "optout.done" : "optout.kept"))] };
  },
};
