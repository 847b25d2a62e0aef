import type { QuestionId } from "../ids.ts";
import type { Calendar } from "./calendar.ts";
import { daysTaken } from "./days-taken.ts";
import { limitDays } from "./stage-clock.ts";
import type { Pause, Recomputation, Stage, StageClock } from "./stage-clock.ts";
import { reckon } from "./working-days.ts";
import { without } from "../without.ts";

/** A clock that starts at `at`; standing from the first moment where the customer owes the answer to `owed`. */
export function startClock(
  calendar: Calendar,
  start: { readonly stage: Stage; readonly round: 1 | 2; readonly at: Date; readonly owed?: QuestionId },
): StageClock {
  const { stage, round, at, owed } = start;
  const { dueAt, proof } = reckon(calendar, at, limitDays[stage]);
  return {
    stage,
    round,
    startedAt: at,
    limitDays: limitDays[stage],
    dueAt,
    calendarVersion: calendar.version,
    proof,
    pauses: owed === undefined ? [] : [{ questionId: owed, from: at }],
    trace: [],
  };
}

/** Whether the clock has not ended. */
export function isRunning(clock: StageClock): boolean {
  return clock.endedAt === undefined;
}

/** Whether the clock stands, because the customer owes an answer. */
export function isPaused(clock: StageClock): boolean {
  return clock.pauses.some((pause) => pause.to === undefined);
}

/** The clock, standing from `at`. A clock that stands already goes on standing: several questions are one pause. */
export function pauseClock(clock: StageClock, questionId: QuestionId, at: Date): StageClock {
  if (!isRunning(clock) || isPaused(clock)) return clock;
  return { ...clock, pauses: [...clock.pauses, { questionId, from: notBefore(clock, at) }] };
}

/** The clock, running again from `at`; the due date moves by the working days at whose closing it stood, with a trace. */
export function resumeClock(clock: StageClock, calendar: Calendar, at: Date): StageClock {
  if (!isRunning(clock) || !isPaused(clock)) return clock;
  const resumed = { ...clock, pauses: clock.pauses.map((pause) => ended(pause, at)) };
  return reckonedAgain(resumed, calendar, at, "resumed");
}

/** The clock, ended at `at`; a pause ends with it. */
export function endClock(clock: StageClock, calendar: Calendar, at: Date): StageClock {
  if (!isRunning(clock)) return clock;
  const endedAt = notBefore(clock, at);
  const pauses = clock.pauses.map((pause) => ended(pause, at));
  return {
    ...resumeClock(clock, calendar, at),
    endedAt,
    daysTaken: daysTaken(calendar, clock.startedAt, endedAt, pauses),
  };
}

/** The clock as `calendar` has it, with a trace where the due date moves. A clock that stands is reckoned as if it went on at `at`. */
export function recomputeClock(clock: StageClock, calendar: Calendar, at: Date): StageClock {
  return isRunning(clock) ? reckonedAgain(clock, calendar, at, "calendar_changed") : clock;
}

/** How often the clock's due date has been set since it started; makes the keys of its timers unique. */
export function timesScheduled(clock: StageClock): number {
  const resumed = clock.pauses.filter((pause) => pause.to !== undefined).length;
  return resumed + clock.trace.filter((move) => move.why === "calendar_changed").length;
}

function reckonedAgain(clock: StageClock, calendar: Calendar, at: Date, why: Recomputation["why"]): StageClock {
  const standstills = clock.pauses.map((pause) => ({ from: pause.from, to: ended(pause, at).to }));
  const { dueAt, proof } = reckon(calendar, clock.startedAt, clock.limitDays, standstills);
  const again = { ...clock, dueAt, proof, calendarVersion: calendar.version };
  if (dueAt.getTime() === clock.dueAt.getTime()) return again;
  const move = { at, from: clock.dueAt, to: dueAt, why, calendarVersion: calendar.version };
  // A due date that moved is warned of anew.
  return { ...without(again, "warnedAt", "missedAt"), trace: [...clock.trace, move] };
}

function ended(pause: Pause, at: Date): Pause & { readonly to: Date } {
  return { ...pause, to: pause.to ?? (at < pause.from ? pause.from : at) };
}

/** Two servers' clocks may differ a little: no moment of a clock lies before its start. */
function notBefore(clock: StageClock, at: Date): Date {
  return at < clock.startedAt ? clock.startedAt : at;
}
