import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { asks, chosenIn } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { tellAnswer } from "./consent.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  round: z.union([z.literal(1), z.literal(2)]).optional(),
  /** The words that put the yes in question. */
  words: z.string().optional(),
  alternative: z.string().optional(),
  /** Whether the doubt is on record already, and the question open again. */
  recorded: z.boolean().optional(),
  stands: z.boolean().optional(),
  /** The words of the answer whether the yes stands. */
  answer: z.string().optional(),
});

type Doubt = z.infer<typeof slots>;

/** A yes with a "but": the doubt is recorded first, then the customer says whether the yes stands. */
export const doubt: Flow<Doubt, "stands"> = {
  name: "doubt",
  version: 1,
  slots,
  start: ({ recorded, stands }) => (recorded === true && stands === undefined ? "stands" : "done"),
  steps: {
    stands: {
      ask: ({ words = "" }, { say }) =>
        asks(say("doubt.ask", { words }), [
          { value: "yes", label: say("doubt.yes") },
          { value: "no", label: say("doubt.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (answer.kind !== "chosen" || (chosen !== "yes" && chosen !== "no"))
          return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { stands: chosen === "yes", answer: answer.words } };
      },
      next: () => "done",
    },
  },
  finish: ({ complaintId = "", round = 1, words = "", alternative, stands, answer = "" }, { complaints }) => {
    const id = brand<ComplaintId>(complaintId);
    if (stands === undefined) return { kind: "command", command: { kind: "doubt", complaintId: id, words } };
    if (!stands)
      return {
        kind: "command",
        command: { kind: "answer_consent", complaintId: id, round, answer: "reject", words: answer, reason: words },
      };
    const before = complaints.find((each) => each.id === id)?.rounds.find((each) => each.round === round)
      ?.consent?.answers;
    const chosen = alternative ?? before?.findLast((each) => each.alternative !== undefined)?.alternative;
    return {
      kind: "command",
      command: {
        kind: "answer_consent",
        complaintId: id,
        round,
        answer: "accept",
        words: answer,
        confirmed: true,
        ...(chosen === undefined ? {} : { alternative: chosen }),
      },
    };
  },
  tell: (outcome, asked, facts) => {
    if (asked.stands !== undefined)
      return tellAnswer(outcome, { complaintId: asked.complaintId, round: asked.round, words: asked.words }, facts);
    if (!outcome.ok) return refusalOf(outcome, facts);
    return { prompts: [], then: { flow: "doubt", slots: { ...asked, recorded: true } } };
  },
};
