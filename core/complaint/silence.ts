import { daysLater } from "../calendar/working-days.ts";
import { accepted, refused } from "../errors.ts";
import { close } from "./close.ts";
import type { Complaint } from "./complaint.ts";
import type { Carrier } from "./effect.ts";
import { firstRefusal } from "./effect.ts";
import { decidedRound, withRound } from "./rounds.ts";
import type { DecidedRound } from "./rounds.ts";
import { lapseDay, lapseTimer, silenceTimers, warningDays } from "./silence-timers.ts";
import { without } from "../without.ts";

/** Asks an unanswered question again; each reminder once, in order. */
export const remind: Carrier<"remind"> = (complaint, { round, count }, { moment }) => {
  const waiting = waitingFor(complaint, round);
  if (waiting?.consent.remindedAt.length !== count - 1) return refused("refusal.no_longer_due");
  const after = withRound(complaint, {
    consent: { ...waiting.consent, remindedAt: [...waiting.consent.remindedAt, moment.now] },
  });
  return accepted({
    after,
    events: [{ kind: "reminded", facts: { round, count } }],
    follows: [{ kind: "notice", notice: { kind: "reminder", round, count } }],
  });
};

/** Tells the customer until when an answer is waited for, where the organisation lets silence close a complaint. */
export const warnOfLapse: Carrier<"warn_of_lapse"> = (complaint, { round }, context) => {
  const waiting = waitingFor(complaint, round);
  const period = context.policy.unansweredAfterDays;
  if (waiting?.toldAt === undefined || period === undefined || !isSilent(waiting))
    return refused("refusal.no_longer_due");
  const due = daysLater(context.calendar, waiting.toldAt, period - warningDays(period));
  if (waiting.consent.lapsesAt !== undefined || context.moment.now < due) return refused("refusal.no_longer_due");
  const lapsesAt = lapseDay(context, waiting.toldAt, period);
  const after = withRound(complaint, { consent: { ...waiting.consent, lapsesAt } });
  return accepted({
    after,
    events: [{ kind: "lapse_warned", facts: { round, lapsesAt: lapsesAt.toISOString() } }],
    follows: [
      { kind: "notice", notice: { kind: "lapse_warning", round, lapsesAt } },
      lapseTimer(after, round, lapsesAt, context.calendar),
    ],
  });
};

/** Closes as unanswered, only by the organisation's own rule and after the day that the customer was told. */
export const lapse: Carrier<"lapse"> = (complaint, { round }, context) => {
  const waiting = waitingFor(complaint, round);
  const ruled = context.policy.unansweredAfterDays !== undefined;
  if (waiting?.consent.lapsesAt === undefined || !ruled || !isSilent(waiting)) return refused("refusal.no_longer_due");
  if (context.moment.now <= waiting.consent.lapsesAt) return refused("refusal.no_longer_due");
  const lapsed = withRound(complaint, { consent: { ...waiting.consent, state: "lapsed" } });
  const { complaint: after, event, follows } = close(lapsed, "unanswered", context);
  return accepted({ after, events: [event], follows });
};

/** The customer takes up again what silence had closed: the decision waits for their answer as before. */
export const undoLapse: Carrier<"undo_lapse"> = (complaint, _command, context) => {
  const { closedAt } = complaint;
  const round = decidedRound(complaint);
  if (complaint.closing !== "unanswered" || closedAt === undefined || round === undefined)
    return refused("refusal.not_lapsed");
  const until = daysLater(context.calendar, closedAt, context.policy.undoDays);
  const refusal = firstRefusal([context.moment.now > until, "refusal.undo_too_late", { until }]);
  if (refusal !== undefined) return refusal;
  const opened: Complaint = { ...without(complaint, "closing", "closedAt"), status: "concluded" };
  const after = withRound(opened, { consent: { ...without(round.consent, "lapsesAt"), state: "asked" } });
  return accepted({
    after,
    events: [{ kind: "lapsed_undone", facts: { round: round.round } }],
    follows: silenceTimers(after, context, true),
  });
};

/** The round at hand if it is `round` and its decision was told and waits for an answer. */
function waitingFor(complaint: Complaint, round: 1 | 2): DecidedRound | undefined {
  const present = decidedRound(complaint);
  if (present?.round !== round || present.toldAt === undefined) return undefined;
  return present.consent.state === "asked" || present.consent.state === "doubted" ? present : undefined;
}

/** A yes with doubt is an answer: silence after it never closes a complaint. */
function isSilent({ consent }: DecidedRound): boolean {
  return consent.state === "asked";
}
