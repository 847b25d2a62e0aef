import { endClock, isPaused, isRunning, startClock, timesScheduled } from "../calendar/run-clock.ts";
import type { Stage, StageClock } from "../calendar/stage-clock.ts";
import { halfDayBefore } from "../calendar/working-days.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { Consequence } from "./change.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { openQuestions } from "./open-questions.ts";

/** A complaint with what follows from what was done to its clocks. */
export interface Clocked {
  readonly complaint: Complaint;
  readonly follows: readonly Consequence[];
}

/** The clock that has not ended; at most one runs at a time. */
export function runningClock(complaint: Complaint): StageClock | undefined {
  return complaint.clocks.find(isRunning);
}

/** Ends the running stage, if any, at the command's moment. */
export function endStage(complaint: Complaint, { calendar, moment }: CommandContext): Clocked {
  const clock = runningClock(complaint);
  if (clock === undefined) return { complaint, follows: [] };
  return {
    complaint: withClock(complaint, clock, endClock(clock, calendar, moment.now)),
    follows: voidLimits(complaint, clock),
  };
}

/** Starts a stage at the command's moment; its clock stands at once where the customer owes an answer. */
export function startStage(
  complaint: Complaint,
  stage: Stage,
  round: 1 | 2,
  { calendar, moment }: CommandContext,
): Clocked {
  const owed = openQuestions(complaint).find((question) => question.deliveredAt !== undefined);
  const clock = startClock(calendar, {
    stage,
    round,
    at: moment.now,
    ...(owed === undefined ? {} : { owed: owed.id }),
  });
  return {
    complaint: { ...complaint, clocks: [...complaint.clocks, clock] },
    follows: isPaused(clock) ? [] : limitTimers(complaint, clock, calendar),
  };
}

/** Ends the running stage and starts the next at the same moment. */
export function nextStage(complaint: Complaint, stage: Stage, round: 1 | 2, context: CommandContext): Clocked {
  const ended = endStage(complaint, context);
  const started = startStage(ended.complaint, stage, round, context);
  return { complaint: started.complaint, follows: [...ended.follows, ...started.follows] };
}

/** The complaint with `after` in the place of `before`. */
export function withClock(complaint: Complaint, before: StageClock, after: StageClock): Complaint {
  return { ...complaint, clocks: complaint.clocks.map((clock) => (clock === before ? after : clock)) };
}

/** The warning half a working day before the clock's limit, and the limit. */
export function limitTimers(complaint: Complaint, clock: StageClock, calendar: Calendar): readonly Consequence[] {
  const about = { round: clock.round, detail: clock.stage };
  const warnAt = halfDayBefore(calendar, clock.dueAt);
  return [
    {
      kind: "timer",
      timer: { key: limitKey("limit_warning", complaint, clock), purpose: "limit_warning", at: warnAt, ...about },
    },
    { kind: "timer", timer: { key: limitKey("limit", complaint, clock), purpose: "limit", at: clock.dueAt, ...about } },
  ];
}

/** The clock's timers no longer hold. */
export function voidLimits(complaint: Complaint, clock: StageClock): readonly Consequence[] {
  return [
    { kind: "timer_void", key: limitKey("limit_warning", complaint, clock) },
    { kind: "timer_void", key: limitKey("limit", complaint, clock) },
  ];
}

/** `limit:<complaint>:<stage>:<round>`, and how often the due date was set again, because a key is never used twice. */
function limitKey(purpose: "limit_warning" | "limit", { id }: Complaint, clock: StageClock): string {
  const times = timesScheduled(clock);
  return [purpose, id, clock.stage, clock.round, ...(times === 0 ? [] : [times])].join(":");
}
