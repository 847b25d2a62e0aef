import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import type { TextKey } from "../../language/text-key.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import { marks } from "../notices.ts";
import type { Flow, Step } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

/** Marks come as the values of choices. */
const mark = z.coerce.number().int().min(1).max(5).optional();

const slots = z.object({
  complaintId: z.string().optional(),
  handling: mark,
  outcome: mark,
  effort: mark,
  /** What was written instead of a mark, or beside one. */
  words: z.string().optional(),
});

type Rating = z.infer<typeof slots>;
type Question = "handling" | "outcome" | "effort";

/** How satisfied the customer is: with the handling, with the outcome, and how easy it was. */
export const rate: Flow<Rating, Question> = {
  name: "rate",
  version: 1,
  slots,
  words: ["words"],
  start: firstOpen,
  steps: {
    handling: markStep("handling", "rate.handling.ask"),
    outcome: markStep("outcome", "rate.outcome.ask"),
    effort: markStep("effort", "rate.effort.ask"),
  },
  finish: ({ complaintId = "", handling = 0, outcome = 0, effort = 0, words }) => ({
    kind: "command",
    command: {
      kind: "rate",
      complaintId: brand<ComplaintId>(complaintId),
      handling,
      outcome,
      effort,
      ...(words === undefined ? {} : { words }),
    },
  }),
  tell: (outcome, { complaintId }, facts) => {
    const answered = complaintId === undefined ? {} : { answered: { kind: "rating" as const, complaintId } };
    return outcome.ok
      ? { prompts: [says(facts.say("rate.told"))], ...answered }
      : { ...refusalOf(outcome, facts), ...answered };
  },
  collect: ({ words }, extra) => {
    if (extra.attachments.length > 0) return undefined;
    const said = [words, extra.words].filter((each) => each !== undefined);
    return said.length === 0 ? {} : { words: said.join("\n") };
  },
};

function markStep(key: Question, ask: TextKey): Step<Rating, Question> {
  return {
    ask: (_, { say }) => asks(say(ask), marks(say)),
    read: (answer) => {
      const chosen = mark.safeParse(chosenIn(answer));
      return chosen.success && chosen.data !== undefined
        ? { ok: true, slots: { [key]: chosen.data } }
        : { ok: false, hint: "rate.hint" };
    },
    next: firstOpen,
  };
}

function firstOpen({ handling, outcome, effort }: Partial<Rating>): Question | "done" {
  if (handling === undefined) return "handling";
  if (outcome === undefined) return "outcome";
  return effort === undefined ? "effort" : "done";
}
