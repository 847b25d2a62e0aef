import { dateOf } from "../calendar/calendar-day.ts";
import { isPlainDate } from "../calendar/plain-date.ts";
import { accepted } from "../errors.ts";
import { brand } from "../ids.ts";
import type { RemedyId } from "../ids.ts";
import { nextStage } from "./clocks.ts";
import type { RemedyDraft } from "./command.ts";
import type { Complaint, Decision, Remedy } from "./complaint.ts";
import { consentQuestion } from "./consent-text.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier, Commands } from "./effect.ts";
import { openQuestions } from "./open-questions.ts";
import { isFirstDecider } from "./review.ts";
import { presentRound, withRound } from "./rounds.ts";
import { hasTwins, repeats } from "./solution.ts";

/** Alternatives of one decision: as many as the longest list of choices that every chat channel can show. Source: WhatsApp list picker, 10 items. */
const maxAlternatives = 10;

/** Sets down what was found and what is offered, and asks the customer. In round 2 by somebody else, and something else. */
export const decide: Carrier<"decide"> = (complaint, command, context) => {
  const refusal = refusalInRound(complaint, command, context) ?? refusalOfWords(command, context);
  if (refusal !== undefined) return refusal;
  const decision = made(command, context);
  const round = presentRound(complaint)?.round ?? 1;
  const decided = withRound(complaint, { decision, evaluator: presentRound(complaint)?.evaluator ?? decision.by });
  const asked = withRound(decided, { consent: consentQuestion(decided, round, context) });
  const { complaint: after, follows } = nextStage({ ...asked, status: "concluded" }, "conclusion", round, context);
  const facts = {
    round,
    decision: decision.kind,
    remedies: decision.remedies.length,
    alternatives: decision.alternatives.length,
  };
  return accepted({
    after,
    events: [{ kind: "decided", facts }],
    follows: [...follows, { kind: "notice", notice: { kind: "decision", round } }],
  });
};

type Decide = Commands["decide"];

function refusalInRound(
  complaint: Complaint,
  command: Decide,
  context: CommandContext,
): ReturnType<typeof firstRefusal> {
  const offer = { ...command, kind: command.decision };
  const first = complaint.rounds.length > 1 ? complaint.rounds[0]?.decision : undefined;
  return firstRefusal(
    [complaint.ruling !== undefined, "refusal.ruling_allows_no_round"],
    [isFirstDecider(complaint, staffOf(context)), "refusal.same_decider"],
    [openQuestions(complaint).length > 0, "refusal.question_still_open"],
    [first === undefined && command.alternatives.length > 0, "refusal.alternatives_in_round_two"],
    [first !== undefined && repeats(first, offer, complaint.language), "refusal.solution_repeated"],
    [hasTwins(offer, complaint.language), "refusal.alternatives_alike"],
  );
}

function refusalOfWords(
  { report, remedies, alternatives }: Decide,
  { calendar, moment }: CommandContext,
): ReturnType<typeof firstRefusal> {
  const drafts = [...remedies, ...alternatives.flatMap((alternative) => alternative.remedies)];
  const today = dateOf(calendar, moment.now);
  return firstRefusal(
    [isBlank(report), "refusal.report_missing"],
    [alternatives.length > maxAlternatives, "refusal.too_many_alternatives", { max: maxAlternatives }],
    [alternatives.some(({ title }) => isBlank(title)), "refusal.alternative_without_title"],
    [!drafts.every(isWhole), "refusal.remedy_incomplete"],
    [drafts.some(({ by }) => by < today), "refusal.remedy_in_the_past"],
  );
}

function isWhole({ what, who, by }: RemedyDraft): boolean {
  return !isBlank(what) && !isBlank(who) && isPlainDate(by);
}

function made(command: Decide, context: CommandContext): Decision {
  const remedy = (draft: RemedyDraft): Remedy => ({ id: brand<RemedyId>(context.moment.ids.uuid()), ...draft });
  return {
    at: context.moment.now,
    by: staffOf(context),
    kind: command.decision,
    report: command.report,
    attachments: command.attachments,
    remedies: command.remedies.map(remedy),
    alternatives: command.alternatives.map(({ title, remedies }, index) => ({
      key: String.fromCodePoint("a".charCodeAt(0) + index),
      title,
      remedies: remedies.map(remedy),
    })),
  };
}
