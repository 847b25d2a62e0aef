import { Fault } from "../errors.ts";
import type { PlainDate } from "../ids.ts";
import type { Calendar } from "./calendar.ts";
import { calendarDay, dateAfter, dateOf, startOfDate } from "./calendar-day.ts";
import type { CalendarDay } from "./calendar-day.ts";
import type { ProofDay } from "./stage-clock.ts";

/** A stretch of time during which a clock stood. */
export interface Standstill {
  readonly from: Date;
  readonly to: Date;
}

export interface Reckoning {
  /** Closing time of the last counted day. */
  readonly dueAt: Date;
  /** Every date from the start to the due date, in order. */
  readonly proof: readonly ProofDay[];
  /** Whether it reaches past the last date for which holidays have been entered. */
  readonly beyondKnown: boolean;
}

/** Ten years of dates without enough working days: the calendar is wrong, not the limit. */
const farthest = 3660;

/**
 * When `days` working days are over that begin at `from`. The day of the beginning counts only if it begins before opening, so that
 * every counted day is a whole one; a half day counts as 0.5; a day at whose closing the clock stood does not count. Throws `Fault`
 * when the calendar has no such day in ten years. The rule is explained in docs/adr/0020.
 */
export function reckon(
  calendar: Calendar,
  from: Date,
  days: number,
  standstills: readonly Standstill[] = [],
): Reckoning {
  const proof: ProofDay[] = [];
  let counted = 0;
  let date = dateOf(calendar, from);
  for (let walked = 0; walked < farthest; walked += 1) {
    const day = calendarDay(calendar, date);
    const line = proofOf(day, from, standstills);
    proof.push(line);
    counted += line.counted;
    if (counted >= days && day.open !== undefined) {
      return { dueAt: day.open.to, proof, beyondKnown: date > calendar.knownUntil };
    }
    date = dateAfter(calendar, date, 1);
  }
  throw new Fault(
    "calendar-never-open",
    `calendar version ${calendar.version} has no ${days} working days in ten years`,
  );
}

function proofOf(day: CalendarDay, from: Date, standstills: readonly Standstill[]): ProofDay {
  const { date, open } = day;
  if (open !== undefined && from > open.from) return { date, counted: 0, why: "start" };
  if (open !== undefined && standstills.some((still) => still.from <= open.to && still.to > open.to)) {
    return { date, counted: 0, why: "paused" };
  }
  const named = day.name === undefined ? {} : { name: day.name };
  return { date, counted: day.worth, why: day.why, ...named };
}

/** Half a working day before `dueAt`, a closing time: the middle of that day, or its opening where it is itself a half day. */
export function halfDayBefore(calendar: Calendar, dueAt: Date): Date {
  const { open, worth } = calendarDay(calendar, dateOf(calendar, dueAt));
  if (open === undefined) return dueAt;
  return worth === 1 ? new Date((open.from.getTime() + open.to.getTime()) / 2) : open.from;
}

/** Whether `at` lies within opening hours; the closing moment itself does not. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  const { open } = calendarDay(calendar, dateOf(calendar, at));
  return open !== undefined && open.from <= at && at < open.to;
}

/** The first moment from `at` on that lies within opening hours: `at` itself while open. Throws `Fault` when there is none in ten years. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  let date: PlainDate = dateOf(calendar, at);
  for (let walked = 0; walked < farthest; walked += 1) {
    const { open } = calendarDay(calendar, date);
    if (open !== undefined && at < open.to) return at > open.from ? at : open.from;
    date = dateAfter(calendar, date, 1);
  }
  throw new Fault("calendar-never-open", `calendar version ${calendar.version} never opens`);
}

/** The moment `days` calendar days after `at`, at the same time of day by the wall clock. */
export function daysLater(calendar: Calendar, at: Date, days: number): Date {
  const start = dateOf(calendar, at);
  const sinceMidnight = at.getTime() - startOfDate(calendar, start).getTime();
  return new Date(startOfDate(calendar, dateAfter(calendar, start, days)).getTime() + sinceMidnight);
}
