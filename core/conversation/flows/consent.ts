import { z } from "zod";
import { consentAnswers } from "../../complaint/complaint.ts";
import type { Alternative, Complaint } from "../../complaint/complaint.ts";
import { unexplainedNo } from "../../complaint/reason.ts";
import type { Prompt } from "../../channel/prompt.ts";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import { closedPrompt, consentChoices, consentWords, leftOpenPrompt } from "../notices.ts";
import type { Facts } from "../facts.ts";
import type { Answer, Flow, Telling } from "../flow.ts";
import type { Outcome } from "../conversation-command.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  round: z.union([z.literal(1), z.literal(2)]).optional(),
  answer: z.enum(consentAnswers).optional(),
  /** The customer's exact words, or the label tapped. */
  words: z.string().optional(),
  reason: z.string().optional(),
  alternative: z.string().optional(),
});

type Consent = z.infer<typeof slots>;
type ConsentStep = "answer" | "alternative";

/** The customer's yes or no to a decision; a yes to several solutions says to which. A no stands as soon as it is said: why is asked afterwards. */
export const consent: Flow<Consent, ConsentStep> = {
  name: "consent",
  version: 1,
  slots,
  words: ["reason"],
  start: firstOpen,
  steps: {
    answer: {
      ask: ({ complaintId, round = 1 }, facts) => {
        const complaint = complaintIn(complaintId, facts);
        if (complaint === undefined) return asks(facts.say("refusal.complaint_unknown"), consentChoices(facts.say));
        return consentWords(complaint, round, undefined, facts).prompt;
      },
      read: (answer) => {
        const given = consentAnswers.find((each) => each === chosenIn(answer));
        if (given === undefined) return { ok: false, hint: "consent.hint" };
        return { ok: true, slots: { answer: given, ...saidWith(answer) } };
      },
      next: firstOpen,
    },
    alternative: {
      ask: (asked, facts) =>
        asks(
          facts.say("consent.which_solution"),
          alternativesOf(asked, facts).map(({ key, title }) => ({
            value: key,
            label: facts.say("consent.alternative", { key, title }),
          })),
        ),
      read: (answer) => {
        const alternative = chosenIn(answer);
        return alternative === undefined
          ? { ok: false, hint: "engine.choose_one" }
          : { ok: true, slots: { alternative } };
      },
      next: firstOpen,
    },
  },
  finish: ({ complaintId = "", round = 1, answer = "reject", words = "", reason, alternative }) => ({
    kind: "command",
    command: {
      kind: "answer_consent",
      complaintId: brand<ComplaintId>(complaintId),
      round,
      answer,
      words,
      ...(reason === undefined ? {} : { reason }),
      ...(alternative === undefined ? {} : { alternative }),
    },
  }),
  tell: tellAnswer,
};

function firstOpen(asked: Partial<Consent>, facts: Facts): ConsentStep | "done" {
  if (asked.answer === undefined) return "answer";
  const isToChoose = asked.answer === "accept" && asked.alternative === undefined;
  return isToChoose && alternativesOf(asked, facts).length > 1 ? "alternative" : "done";
}

/** The words of the answer, which may give the reason with it. */
function saidWith(answer: Answer): Pick<Consent, "words" | "reason"> {
  if (answer.kind !== "chosen") return {};
  const { words, more, value } = answer;
  return more === true && value !== "accept" ? { words, reason: words } : { words };
}

function alternativesOf({ complaintId, round }: Partial<Consent>, facts: Facts): readonly Alternative[] {
  const decided = complaintIn(complaintId, facts)?.rounds.find((each) => each.round === round);
  return decided?.decision?.alternatives ?? [];
}

/** What the answer leads to: the end, a second look, or the routes outside. */
export function tellAnswer(outcome: Outcome, asked: Partial<Consent>, facts: Facts): Telling {
  const { complaintId, round, words, alternative } = asked;
  const answered =
    complaintId === undefined || round === undefined
      ? {}
      : { answered: { kind: "consent" as const, complaintId, round } };
  if (!outcome.ok) {
    const refusal = refusalOf(outcome, facts);
    // What has to be proven first is still to be answered.
    return outcome.refusal.key === "refusal.prove_first" ? refusal : { ...refusal, ...answered };
  }
  const { complaint } = outcome;
  if (complaint === undefined) return { prompts: [], ...answered };
  if (outcome.doubted === true)
    return {
      prompts: [],
      ...answered,
      then: { flow: "doubt", slots: { complaintId, round, words, alternative, recorded: true } },
    };
  if (complaint.status === "closed") return { prompts: [closedPrompt(complaint, facts)], ...answered };
  return { prompts: [afterNo(complaint, facts)], ...answered, ...whyNot(complaint, round) };
}

/** What follows a no: somebody else looks again, or the routes outside. */
function afterNo(complaint: Complaint, facts: Facts): Prompt {
  if (complaint.status !== "open")
    return says(facts.say("notice.second_evaluation", { number: { code: complaint.number } }));
  const { country } = facts.customer;
  return leftOpenPrompt(complaint, { ...facts, ...(country === undefined ? {} : { country }) });
}

/** The reason is asked where the no came without it. */
function whyNot(complaint: Complaint, round: 1 | 2 | undefined): Pick<Telling, "then"> {
  if (round === undefined || unexplainedNo(complaint, round) === undefined) return {};
  return { then: { flow: "reason", slots: { complaintId: complaint.id, round } } };
}
