import { z } from "zod";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";

const slots = z.object({
  /** The agent's, as customers see it. */
  name: z.string().optional(),
  sure: z.boolean().optional(),
});

type BackToBot = z.infer<typeof slots>;

/** Offers to whoever writes *menu* while an agent has the conversation to go back to the bot. With a yes the bot goes on where it was. */
export const backToBot: Flow<BackToBot, "sure"> = {
  name: "back_to_bot",
  version: 1,
  slots,
  start: ({ sure }) => (sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: ({ name = "" }, { say }) =>
        asks(say("hands.offer_bot", { name }), [
          { value: "yes", label: say("hands.offer_bot.yes") },
          { value: "no", label: say("hands.offer_bot.no", { name }) },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ sure }) =>
    sure === true ? { kind: "command", command: { kind: "go_back_to_bot" } } : { kind: "nothing" },
  isOver: (_, { withAgent }) => withAgent !== true,
  tell: (_, { sure, name = "" }, { say }) => ({
    prompts: [says(sure === true ? say("hands.back") : say("hands.stayed", { name }))],
  }),
};
