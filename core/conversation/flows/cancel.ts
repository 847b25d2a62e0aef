import { z } from "zod";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";

const slots = z.object({ flow: z.string().optional(), sure: z.boolean().optional() });

type Cancel = z.infer<typeof slots>;

/** Asks before what the customer has said is given up. */
export const cancel: Flow<Cancel, "sure"> = {
  name: "cancel",
  version: 1,
  slots,
  start: ({ sure }) => (sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: ({ flow }, { say }) =>
        asks(say(flow === "file_complaint" ? "cancel.ask_draft" : "cancel.ask"), [
          { value: "yes", label: say("cancel.yes") },
          { value: "no", label: say("cancel.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ sure }) => (sure === true ? { kind: "discard" } : { kind: "resume" }),
  tell: (_outcome, _slots, { say }) => ({ prompts: [says(say("engine.cancelled"))] }),
};
