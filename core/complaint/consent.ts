import { accepted } from "../errors.ts";
import type { Result } from "../errors.ts";
import { doubtWords } from "../language/words.ts";
import { close } from "./close.ts";
import { startStage } from "./clocks.ts";
import type { Consequence } from "./change.ts";
import type { Complaint, ConsentAnswer, ConsentQuestion, Decision } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { carriesDoubt } from "./doubt.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier, Commands, Effect, EventDraft } from "./effect.ts";
import { promised, remedyTimers } from "./remedies.ts";
import { decidedRound, withRound } from "./rounds.ts";
import type { DecidedRound } from "./rounds.ts";
import { voidSilence } from "./silence-timers.ts";
import { tell } from "./telling.ts";

type Answer = Commands["answer_consent"];

/**
 * The customer's yes or no. A plain yes closes; a yes with words of doubt is asked about again; a no, or *partly*, starts the second
 * evaluation, and after that leaves the complaint open, whether or not it says why. An answer proves that the decision was told.
 */
export const answerConsent: Carrier<"answer_consent"> = (complaint, answer, context) => {
  const round = decidedRound(complaint);
  const refusal = refusalToAnswer(round, answer);
  if (round === undefined || refusal !== undefined)
    return refusal ?? { ok: false, refusal: { key: "refusal.nothing_to_answer" } };
  const { complaint: known, follows } = tell(complaint, context);
  const result =
    answer.answer === "accept" ? acceptOrDoubt(known, round, answer, context) : reject(known, round, answer, context);
  if (!result.ok) return result;
  return accepted({ ...result.value, follows: [...follows, ...(result.value.follows ?? [])] });
};

function refusalToAnswer(round: DecidedRound | undefined, answer: Answer): ReturnType<typeof firstRefusal> {
  return firstRefusal(
    [round === undefined || round.round !== answer.round, "refusal.other_round_answered"],
    [
      answer.answer === "accept" && round !== undefined && isUnchosen(round.decision, answer),
      "refusal.choose_alternative",
    ],
    [
      answer.answer === "accept" && round !== undefined && isUnknown(round.decision, answer),
      "refusal.alternative_unknown",
    ],
  );
}

function isUnchosen({ alternatives }: Decision, { alternative }: Answer): boolean {
  return alternatives.length > 1 && alternative === undefined;
}

function isUnknown({ alternatives }: Decision, { alternative }: Answer): boolean {
  return alternative !== undefined && alternatives.every(({ key }) => key !== alternative);
}

function acceptOrDoubt(
  complaint: Complaint,
  round: DecidedRound,
  answer: Answer,
  context: CommandContext,
): Result<Effect> {
  const confirmed = round.consent.state === "doubted" && answer.confirmed === true;
  if (!confirmed && carriesDoubt(`${answer.words} ${answer.reason ?? ""}`, doubtWords, complaint.language)) {
    return accepted(doubted(complaint, round, answer, context));
  }
  const { now } = context.moment;
  const chosen = answer.alternative ?? onlyAlternative(round.decision);
  const decision = promised(round.decision, chosen, now);
  const consent = withAnswer(
    round.consent,
    { ...recorded(answer, context), ...(chosen === undefined ? {} : { alternative: chosen }) },
    "answered",
  );
  const closed = close(withRound(complaint, { decision, consent }), "accepted", context);
  return accepted({
    after: closed.complaint,
    events: [{ kind: "accepted", facts: factsOf(answer, round) }, closed.event],
    follows: [...closed.follows, ...remedyTimers(complaint, decision, context.calendar)],
  });
}

function doubted(complaint: Complaint, round: DecidedRound, answer: Answer, context: CommandContext): Effect {
  const consent = withAnswer(round.consent, { ...recorded(answer, context), answer: "doubt" }, "doubted");
  return { after: withRound(complaint, { consent }), events: [{ kind: "doubted", facts: factsOf(answer, round) }] };
}

function reject(complaint: Complaint, round: DecidedRound, answer: Answer, context: CommandContext): Result<Effect> {
  const consent = withAnswer(round.consent, recorded(answer, context), "answered");
  const answered = withRound(complaint, { consent });
  const rejected: EventDraft = { kind: "rejected", facts: factsOf(answer, round) };
  const silence = voidSilence(complaint, context);
  return accepted(
    round.round === 1 ? evaluateAgain(answered, rejected, silence, context) : leaveOpen(answered, rejected, silence),
  );
}

function evaluateAgain(
  complaint: Complaint,
  rejected: EventDraft,
  silence: readonly Consequence[],
  context: CommandContext,
): Effect {
  const second = { round: 2 as const, startedAt: context.moment.now };
  const next: Complaint = { ...complaint, status: "under_evaluation", rounds: [...complaint.rounds, second] };
  const { complaint: after, follows } = startStage(next, "evaluation", 2, context);
  return {
    after,
    events: [rejected, { kind: "evaluation_started", facts: { round: 2 } }],
    follows: [...silence, ...follows, { kind: "notice", notice: { kind: "second_evaluation" } }],
  };
}

function leaveOpen(complaint: Complaint, rejected: EventDraft, silence: readonly Consequence[]): Effect {
  return {
    after: { ...complaint, status: "open" },
    events: [rejected, { kind: "left_open" }],
    follows: [...silence, { kind: "notice", notice: { kind: "left_open" } }],
  };
}

function withAnswer(consent: ConsentQuestion, answer: ConsentAnswer, state: ConsentQuestion["state"]): ConsentQuestion {
  return { ...consent, state, answers: [...consent.answers, answer] };
}

function recorded(answer: Answer, { moment, door }: CommandContext): ConsentAnswer {
  return {
    answer: answer.answer,
    words: answer.words,
    ...particularsOf(answer),
    door,
    at: moment.now,
  };
}

function factsOf(answer: Answer, { round, consent }: DecidedRound): NonNullable<EventDraft["facts"]> {
  return {
    round,
    answer: answer.answer,
    words: answer.words,
    textHash: consent.textHash,
    ...particularsOf(answer),
  };
}

function onlyAlternative({ alternatives }: Decision): string | undefined {
  return alternatives.length === 1 ? alternatives[0]?.key : undefined;
}

function particularsOf({
  reason,
  alternative,
  externalId,
}: Answer): Pick<ConsentAnswer, "reason" | "alternative" | "externalId"> {
  return {
    ...(reason === undefined || isBlank(reason) ? {} : { reason }),
    ...(alternative === undefined ? {} : { alternative }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}
