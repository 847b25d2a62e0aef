import { Fault } from "../errors.ts";
import type { Calendar } from "./calendar.ts";
import { calendarDay, dateAfter, dateOf } from "./calendar-day.ts";

/** Ten years of dates, as `working-days.ts` has it. */
const farthest = 3660;

/** The moment at which the organisation has been open for `ms` milliseconds since `from`; within opening hours, or at their end. Throws `Fault` where that takes ten years. */
export function afterOpenTime(calendar: Calendar, from: Date, ms: number): Date {
  let left = ms;
  let date = dateOf(calendar, from);
  for (let walked = 0; walked < farthest; walked += 1) {
    const { open } = calendarDay(calendar, date);
    if (open !== undefined && open.to > from) {
      const begins = Math.max(open.from.getTime(), from.getTime());
      const room = open.to.getTime() - begins;
      if (left <= room) return new Date(begins + left);
      left -= room;
    }
    date = dateAfter(calendar, date, 1);
  }
  throw new Fault("calendar-never-open", `calendar version ${calendar.version} is not open for ${ms} ms in ten years`);
}
