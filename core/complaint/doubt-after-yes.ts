import { daysLater } from "../calendar/working-days.ts";
import { accepted, refused } from "../errors.ts";
import type { Consequence } from "./change.ts";
import { ratingKey } from "./close.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";
import { unpromised, voidRemedies } from "./remedies.ts";
import { decidedRound, withRound } from "./rounds.ts";
import type { DecidedRound } from "./rounds.ts";
import { silenceTimers } from "./silence-timers.ts";
import { without } from "../without.ts";

/**
 * Words of doubt written after a yes: the question is open again, and the complaint with it, as long as the organisation lets a doubt
 * count (`policy.doubtDays`). What was promised but not yet done is no longer promised; the earlier yes stays in the record.
 */
export const doubt: Carrier<"doubt"> = (complaint, { words, externalId }, context) => {
  const round = decidedRound(complaint);
  const refusal = refusalToDoubt(complaint, round, words, context);
  if (round === undefined || refusal !== undefined) return refusal ?? refused("refusal.nothing_accepted");
  const origin = externalId === undefined ? {} : { externalId };
  const answer = { answer: "doubt" as const, words, door: context.door, ...origin, at: context.moment.now };
  const consent = {
    ...without(round.consent, "lapsesAt"),
    state: "doubted" as const,
    answers: [...round.consent.answers, answer],
  };
  const asked = withRound(complaint, { consent, decision: unpromised(round.decision) });
  const after: Complaint = { ...without(asked, "closing", "closedAt"), status: "concluded" };
  return accepted({
    after,
    events: [{ kind: "doubted", facts: { round: round.round, words, ...origin } }],
    follows: complaint.status === "closed" ? takenUpAgain(complaint, after, round, context) : [],
  });
};

function refusalToDoubt(
  complaint: Complaint,
  round: DecidedRound | undefined,
  words: string,
  { calendar, policy, moment }: CommandContext,
): ReturnType<typeof firstRefusal> {
  const isAsked = complaint.status === "concluded" && round?.consent.state === "doubted";
  const { closing, closedAt } = complaint;
  const until = closedAt === undefined ? moment.now : daysLater(calendar, closedAt, policy.doubtDays);
  return firstRefusal(
    [isBlank(words), "refusal.nothing_said"],
    [!isAsked && closing !== "accepted", "refusal.nothing_accepted"],
    [!isAsked && moment.now > until, "refusal.doubt_too_late"],
  );
}

/** The closed complaint's timers no longer hold, and the question is asked again in time. */
function takenUpAgain(
  before: Complaint,
  after: Complaint,
  round: DecidedRound,
  context: CommandContext,
): readonly Consequence[] {
  const rating: Consequence[] =
    before.closedAt === undefined ? [] : [{ kind: "timer_void", key: ratingKey(before, before.closedAt) }];
  return [...rating, ...voidRemedies(before, round.decision), ...silenceTimers(after, context, true)];
}
