import { IANAZone } from "luxon";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { PlainDate } from "../ids.ts";
import type { Calendar, OpeningHours, SpecialDay } from "./calendar.ts";
import { isPlainDate } from "./plain-date.ts";

/** The next version, with these lines in the place of any that their dates had. Refused as a whole when one makes no sense. */
export function setSpecialDays(calendar: Calendar, days: readonly SpecialDay[]): Result<Calendar> {
  for (const day of days) {
    if (!isPlainDate(day.date)) return refused("refusal.calendar_date");
    if (day.name.trim() === "") return refused("refusal.calendar_name");
    if (day.hours !== undefined && !isStretch(day.hours)) return refused("refusal.calendar_hours");
  }
  const dates = new Set(days.map(({ date }) => date));
  const others = calendar.specialDays.filter(({ date }) => !dates.has(date));
  return accepted(withSpecialDays(calendar, [...others, ...days]));
}

/** As `setSpecialDays`, for one. */
export function setSpecialDay(calendar: Calendar, day: SpecialDay): Result<Calendar> {
  return setSpecialDays(calendar, [day]);
}

/** The next version, without a line for `date`; refused when it has none. */
export function removeSpecialDay(calendar: Calendar, date: PlainDate): Result<Calendar> {
  const others = calendar.specialDays.filter((day) => day.date !== date);
  if (others.length === calendar.specialDays.length) return refused("refusal.calendar_no_such_day");
  return accepted(withSpecialDays(calendar, others));
}

/** The next version, with another week. Refused when no day of it is a working day, or its hours make no sense. */
export function setWeek(calendar: Calendar, week: Calendar["week"]): Result<Calendar> {
  const days = Object.values(week);
  if (days.length === 0) return refused("refusal.calendar_never_open");
  if (!days.every(isStretch)) return refused("refusal.calendar_hours");
  return accepted({ ...calendar, version: calendar.version + 1, week });
}

/** The next version, in another time zone. Refused when there is no such zone. */
export function setTimeZone(calendar: Calendar, timeZone: string): Result<Calendar> {
  if (!IANAZone.isValidZone(timeZone)) return refused("refusal.calendar_time_zone");
  return accepted({ ...calendar, version: calendar.version + 1, timeZone });
}

/** The next version, with these lines: sorted, the later of two for one date. */
export function withSpecialDays(calendar: Calendar, days: readonly SpecialDay[]): Calendar {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const specialDays = [...byDate.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
  return { ...calendar, version: calendar.version + 1, specialDays };
}

/** Whether the hours are two times of day, the first before the second. */
function isStretch({ from, to }: OpeningHours): boolean {
  const time = /^([01]\d|2[0-3]):[0-5]\d$/;
  return time.test(from) && time.test(to) && from < to;
}
