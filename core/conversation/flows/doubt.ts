import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { ConversationCommand } from "../conversation-command.ts";
import type { Facts } from "../facts.ts";
import { asks, chosenIn } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { tellAnswer } from "./consent.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

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
  finish: (asked, facts) => ({ kind: "command", command: commandOf(asked, facts) }),
  tell: (outcome, asked, facts) => {
    if (asked.stands !== undefined)
      return tellAnswer(outcome, { complaintId: asked.complaintId, round: asked.round, words: asked.words }, facts);
    if (!outcome.ok) return refusalOf(outcome, facts);
    return { prompts: [], then: { flow: "doubt", slots: { ...asked, recorded: true } } };
  },
};

function commandOf(asked: Partial<Doubt>, facts: Facts): ConversationCommand {
  const { words = "", stands, answer = "" } = asked;
  const complaintId = brand<ComplaintId>(asked.complaintId ?? "");
  const round = asked.round ?? 1;
  if (stands === undefined) return { kind: "doubt", complaintId, words };
  const given = { kind: "answer_consent" as const, complaintId, round, words: answer };
  if (!stands) return { ...given, answer: "reject", reason: words };
  const alternative = asked.alternative ?? chosenBefore(complaintIn(complaintId, facts), round);
  return { ...given, answer: "accept", confirmed: true, ...(alternative === undefined ? {} : { alternative }) };
}

/** The solution that the first yes was given to. */
function chosenBefore(complaint: Complaint | undefined, round: 1 | 2): string | undefined {
  const answers = complaint?.rounds.find((each) => each.round === round)?.consent?.answers ?? [];
  return answers.findLast(({ alternative }) => alternative !== undefined)?.alternative;
}
