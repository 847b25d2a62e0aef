import { isPaused, isRunning, recomputeClock } from "../calendar/run-clock.ts";
import type { StageClock } from "../calendar/stage-clock.ts";
import { halfDayBefore } from "../calendar/working-days.ts";
import { accepted, refused } from "../errors.ts";
import type { Consequence } from "./change.ts";
import { limitTimers, runningClock, voidLimits, withClock } from "./clocks.ts";
import type { Complaint } from "./complaint.ts";
import type { Carrier, Commands } from "./effect.ts";

/** Tells staff, once for each due date, that a limit is near. */
export const warnOfLimit: Carrier<"warn_of_limit"> = (complaint, command, { calendar, moment }) => {
  const clock = clockOf(complaint, command);
  const isNear = clock !== undefined && moment.now >= halfDayBefore(calendar, clock.dueAt) && moment.now < clock.dueAt;
  if (!isNear || clock.warnedAt !== undefined) return refused("refusal.no_longer_due");
  return accepted({
    after: withClock(complaint, clock, { ...clock, warnedAt: moment.now }),
    events: [{ kind: "limit_warned", facts: factsOf(clock) }],
    follows: [{ kind: "alert", alert: { kind: "limit_near" } }],
  });
};

/** Tells staff, once, that a limit has passed, and the customer, where they still wait for us to find an answer. */
export const missLimit: Carrier<"miss_limit"> = (complaint, command, { moment }) => {
  const clock = clockOf(complaint, command);
  if (clock === undefined || moment.now < clock.dueAt || clock.missedAt !== undefined)
    return refused("refusal.no_longer_due");
  const late: Consequence[] = clock.stage === "conclusion" ? [] : [{ kind: "notice", notice: { kind: "late" } }];
  return accepted({
    after: withClock(complaint, clock, { ...clock, missedAt: moment.now }),
    events: [{ kind: "limit_missed", facts: factsOf(clock) }],
    follows: [{ kind: "alert", alert: { kind: "limit_missed" } }, ...late],
  });
};

/** Reckons the running clock again with a newer calendar. */
export const recomputeClocks: Carrier<"recompute_clocks"> = (complaint, _command, { calendar, moment }) => {
  const clock = runningClock(complaint);
  if (clock === undefined || clock.calendarVersion === calendar.version) return refused("refusal.no_longer_due");
  const again = recomputeClock(clock, calendar, moment.now);
  const moved = again.dueAt.getTime() !== clock.dueAt.getTime();
  const timers =
    moved && !isPaused(again) ? [...voidLimits(complaint, clock), ...limitTimers(complaint, again, calendar)] : [];
  const facts = {
    ...factsOf(clock),
    dueAt: again.dueAt.toISOString(),
    from: clock.dueAt.toISOString(),
    calendarVersion: calendar.version,
  };
  return accepted({
    after: withClock(complaint, clock, again),
    events: [{ kind: "clock_recomputed", facts }],
    follows: timers,
  });
};

/** The clock that the command is about, if it runs and does not stand. */
function clockOf(
  complaint: Complaint,
  { stage, round }: Pick<Commands["miss_limit"], "stage" | "round">,
): StageClock | undefined {
  return complaint.clocks.find(
    (clock) => clock.stage === stage && clock.round === round && isRunning(clock) && !isPaused(clock),
  );
}

function factsOf({ stage, round, dueAt }: StageClock): Readonly<Record<string, string | number>> {
  return { stage, round, dueAt: dueAt.toISOString() };
}
