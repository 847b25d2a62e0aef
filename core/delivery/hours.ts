import { DateTime } from "luxon";
import type { Calendar, OpeningHours } from "../calendar/calendar.ts";
import { calendarDay } from "../calendar/calendar-day.ts";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { PlainDate } from "../ids.ts";

/** Ten years without a working day: the calendar is wrong. */
const farthest = 3660;

/** The first moment from `at` on that lies outside the quiet hours of somebody in `zone`; they may reach over midnight. */
export function nextWaking(at: Date, zone: string, quiet: OpeningHours): Date {
  const local = DateTime.fromJSDate(at, { zone });
  const time = local.toFormat("HH:mm");
  const isQuiet =
    quiet.from <= quiet.to ? quiet.from <= time && time < quiet.to : quiet.from <= time || time < quiet.to;
  if (!isQuiet) return at;
  const end = atTime(local, quiet.to);
  return (end > local ? end : atTime(local.plus({ days: 1 }), quiet.to)).toJSDate();
}

/**
 * The first moment from `at` on that lies within the contact hours of somebody in `zone`, on a date that is a working day of the
 * organisation's calendar. Throws `Fault` when there is none in ten years.
 */
export function nextContact(at: Date, zone: string, hours: OpeningHours, calendar: Calendar): Date {
  const local = DateTime.fromJSDate(at, { zone });
  for (let days = 0; days < farthest; days += 1) {
    const day = local.plus({ days });
    const isWorking = calendarDay(calendar, brand<PlainDate>(day.toFormat("yyyy-MM-dd"))).open !== undefined;
    if (isWorking && atTime(day, hours.to) > local) {
      const from = atTime(day, hours.from);
      return (from > local ? from : local).toJSDate();
    }
  }
  throw new Fault("calendar-never-open", `calendar version ${String(calendar.version)} never opens`);
}

function atTime(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(":");
  return day.set({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 });
}
