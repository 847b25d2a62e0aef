import type { Calendar } from "../calendar/calendar.ts";
import { dateAfter, dateOf, startOfDate } from "../calendar/calendar-day.ts";
import { nextOpening } from "../calendar/working-days.ts";
import { accepted, refused } from "../errors.ts";
import type { Consequence } from "./change.ts";
import type { Complaint, Decision, Remedy } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier } from "./effect.ts";
import { decidedRound, withRound } from "./rounds.ts";
import { without } from "../without.ts";

/** Every remedy of the decision, of all its alternatives. */
function remediesOf(decision: Decision): readonly Remedy[] {
  return [...decision.remedies, ...decision.alternatives.flatMap((alternative) => alternative.remedies)];
}

/** The decision as accepted at `at`: the common remedies and those of the chosen alternative are promised. */
export function promised(decision: Decision, chosen: string | undefined, at: Date): Decision {
  const promise = (remedy: Remedy): Remedy =>
    remedy.promisedAt === undefined ? { ...remedy, promisedAt: at } : remedy;
  return {
    ...decision,
    remedies: decision.remedies.map(promise),
    alternatives: decision.alternatives.map((alternative) =>
      alternative.key === chosen ? { ...alternative, remedies: alternative.remedies.map(promise) } : alternative,
    ),
  };
}

/** The decision after the yes was put in question: nothing is promised but what has been carried out already. */
export function unpromised(decision: Decision): Decision {
  const release = (remedy: Remedy): Remedy =>
    remedy.carriedOut === undefined ? without(remedy, "promisedAt", "missedAt") : remedy;
  return mapRemedies(decision, release);
}

/** A look at each promise on the first opening after its day; those carried out already need none. */
export function remedyTimers(complaint: Complaint, decision: Decision, calendar: Calendar): readonly Consequence[] {
  return awaited(decision).map((remedy) => {
    const over = startOfDate(calendar, dateAfter(calendar, remedy.by, 1));
    const timer = {
      key: remedyKey(complaint, remedy),
      purpose: "remedy_due" as const,
      at: nextOpening(calendar, over),
      detail: remedy.id,
    };
    return { kind: "timer", timer };
  });
}

/** The promises are taken back: their timers find nothing to do. */
export function voidRemedies(complaint: Complaint, decision: Decision): readonly Consequence[] {
  return awaited(decision).map((remedy) => ({ kind: "timer_void", key: remedyKey(complaint, remedy) }));
}

/** Records that a promise was kept, and tells the customer. */
export const carryOutRemedy: Carrier<"carry_out_remedy"> = (complaint, { remedyId, note }, context) => {
  const remedy = promiseIn(complaint, remedyId);
  if (remedy === undefined) return refused("refusal.nothing_promised");
  const refusal = firstRefusal([remedy.carriedOut !== undefined, "refusal.remedy_already_carried_out"]);
  if (refusal !== undefined) return refusal;
  const noted = note === undefined || isBlank(note) ? {} : { note };
  const carriedOut = { at: context.moment.now, by: staffOf(context), ...noted };
  return accepted({
    after: withRemedy(complaint, { ...remedy, carriedOut }),
    events: [{ kind: "remedy_carried_out", facts: { remedyId, kind: remedy.kind } }],
    follows: [
      { kind: "timer_void", key: remedyKey(complaint, remedy) },
      { kind: "notice", notice: { kind: "remedy_carried_out", remedyId } },
    ],
  });
};

/** Tells staff, once, that the day of a promise has passed and nothing was recorded. */
export const missRemedy: Carrier<"miss_remedy"> = (complaint, { remedyId }, context) => {
  const remedy = promiseIn(complaint, remedyId);
  const awaitedStill = remedy !== undefined && remedy.carriedOut === undefined && remedy.missedAt === undefined;
  if (!awaitedStill || !isOver(remedy, context)) return refused("refusal.no_longer_due");
  return accepted({
    after: withRemedy(complaint, { ...remedy, missedAt: context.moment.now }),
    events: [{ kind: "remedy_missed", facts: { remedyId, by: remedy.by } }],
    follows: [{ kind: "alert", alert: { kind: "remedy_due" } }],
  });
};

function isOver(remedy: Remedy, { calendar, moment }: CommandContext): boolean {
  return dateOf(calendar, moment.now) > remedy.by;
}

function awaited(decision: Decision): readonly Remedy[] {
  return remediesOf(decision).filter((remedy) => remedy.promisedAt !== undefined && remedy.carriedOut === undefined);
}

/** Whether something that was promised has not been recorded as carried out. */
export function isPromiseAwaited(complaint: Complaint): boolean {
  const decision = decidedRound(complaint)?.decision;
  return complaint.closing === "accepted" && decision !== undefined && awaited(decision).length > 0;
}

/** The promised remedy `id` of an accepted complaint. */
function promiseIn(complaint: Complaint, id: string): Remedy | undefined {
  const decision = decidedRound(complaint)?.decision;
  if (complaint.closing !== "accepted" || decision === undefined) return undefined;
  return remediesOf(decision).find((remedy) => remedy.id === id && remedy.promisedAt !== undefined);
}

function withRemedy(complaint: Complaint, changed: Remedy): Complaint {
  const decision = decidedRound(complaint)?.decision;
  if (decision === undefined) return complaint;
  return withRound(complaint, {
    decision: mapRemedies(decision, (remedy) => (remedy.id === changed.id ? changed : remedy)),
  });
}

function mapRemedies(decision: Decision, change: (remedy: Remedy) => Remedy): Decision {
  return {
    ...decision,
    remedies: decision.remedies.map(change),
    alternatives: decision.alternatives.map((alternative) => ({
      ...alternative,
      remedies: alternative.remedies.map(change),
    })),
  };
}

/** A promise can be taken back and made again; the moment of the promise keeps the keys apart. */
function remedyKey({ id }: Complaint, remedy: Remedy): string {
  return ["remedy_due", id, remedy.id, remedy.promisedAt?.getTime() ?? 0].join(":");
}
