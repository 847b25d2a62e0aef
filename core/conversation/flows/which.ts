import { z } from "zod";
import { asks, chosenIn } from "../prompts.ts";
import { excerptOf } from "../views.ts";
import { tokenOf } from "../token.ts";
import type { Choice } from "../../channel/prompt.ts";
import type { Facts } from "../facts.ts";
import type { Flow } from "../flow.ts";

const option = z.object({
  offerId: z.string(),
  index: z.number().int(),
  label: z.string(),
  complaintId: z.string().optional(),
});

const slots = z.object({
  options: z.array(option).optional(),
  /** What was said that can mean several things. */
  words: z.string().optional(),
  choice: z.string().optional(),
});

type Which = z.infer<typeof slots>;

/** Asks which of several choices was meant: two decisions wait for a yes, say. */
export const which: Flow<Which, "choice"> = {
  name: "which",
  version: 1,
  slots,
  start: ({ choice }) => (choice === undefined ? "choice" : "done"),
  steps: {
    choice: {
      ask: ({ options = [], words = "" }, facts) =>
        asks(facts.say("which.ask", { words }), [
          ...labelled(options, facts),
          { value: "none", label: facts.say("which.none") },
        ]),
      read: (answer) => {
        const choice = chosenIn(answer);
        return choice === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { choice } };
      },
      next: () => "done",
    },
  },
  finish: ({ choice = "none", words }) => {
    if (choice !== "none") return { kind: "meant", token: choice, ...(words === undefined ? {} : { words }) };
    return words === undefined ? { kind: "resume" } : { kind: "resume", extra: { words, attachments: [] } };
  },
  tell: () => ({ prompts: [] }),
};

function labelled(options: NonNullable<Which["options"]>, { say, complaints }: Facts): readonly Choice[] {
  return options.map(({ offerId, index, label, complaintId }) => {
    const value = tokenOf(offerId, index);
    const complaint = complaints.find(({ id }) => id === complaintId);
    if (complaint === undefined) return { value, label };
    return {
      value,
      label: say("which.about", { answer: label, number: { code: complaint.number }, about: excerptOf(complaint) }),
    };
  });
}
