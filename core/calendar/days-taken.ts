import type { Calendar } from "./calendar.ts";
import { calendarDay, dateAfter, dateOf } from "./calendar-day.ts";
import type { CalendarDay } from "./calendar-day.ts";
import type { Standstill } from "./working-days.ts";

/**
 * Working days from `from` to `to`, counted as `reckon` counts the limit: the day of the beginning only if it begins before opening, a half day
 * as 0.5, not at all a day at whose closing (or at `to`) the clock stood, and the last day by the share of its opening hours that has passed.
 * Without half days it is at most the limit exactly where the limit was kept. Rounded up to hundredths.
 */
export function daysTaken(calendar: Calendar, from: Date, to: Date, standstills: readonly Standstill[]): number {
  let taken = 0;
  const last = dateOf(calendar, to);
  for (let date = dateOf(calendar, from); date <= last; date = dateAfter(calendar, date, 1)) {
    taken += shareOf(calendarDay(calendar, date), { from, to }, standstills);
  }
  return Math.ceil(Math.round(taken * 100_000) / 1_000) / 100;
}

function shareOf({ worth, open }: CalendarDay, { from, to }: Standstill, standstills: readonly Standstill[]): number {
  if (open === undefined || from > open.from || to <= open.from) return 0;
  const until = to < open.to ? to : open.to;
  if (standstills.some((still) => still.from <= until && (still.to > until || still.to >= to))) return 0;
  return (worth * (until.getTime() - open.from.getTime())) / (open.to.getTime() - open.from.getTime());
}
