import { DateTime } from "luxon";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { PlainDate } from "../ids.ts";
import type { Calendar, OpeningHours, Weekday } from "./calendar.ts";
import type { ProofDay } from "./stage-clock.ts";

/** One date as the calendar has it. */
export interface CalendarDay {
  readonly date: PlainDate;
  /** How much of a working day it is. */
  readonly worth: 1 | 0.5 | 0;
  readonly why: Exclude<ProofDay["why"], "start" | "paused">;
  /** Of the holiday, closure or dated half day. */
  readonly name?: string;
  /** When it opens and closes; undefined where it is not a working day. */
  readonly open?: { readonly from: Date; readonly to: Date };
}

/** What `date` is in the calendar. A weekend day is weekend whatever else falls on it. */
export function calendarDay(calendar: Calendar, date: PlainDate): CalendarDay {
  const hours = calendar.week[weekdayOf(calendar, date)];
  if (hours === undefined) return { date, worth: 0, why: "weekend" };
  const special = calendar.specialDays.find((day) => day.date === date);
  if (special === undefined) {
    const open = opening(calendar, date, hours);
    return hours.half === true ? { date, worth: 0.5, why: "half_day", open } : { date, worth: 1, why: "working", open };
  }
  const { kind, name } = special;
  if (kind !== "half_day") return { date, worth: 0, why: kind, name };
  return { date, worth: 0.5, why: kind, name, open: opening(calendar, date, special.hours ?? firstHalf(hours)) };
}

/** The date on which `at` falls in the calendar's time zone. */
export function dateOf(calendar: Calendar, at: Date): PlainDate {
  return dateIn(DateTime.fromJSDate(at, { zone: calendar.timeZone }), calendar);
}

/** `days` dates after `date`; before it where negative. */
export function dateAfter(calendar: Calendar, date: PlainDate, days: number): PlainDate {
  return dateIn(midnight(calendar, date).plus({ days }), calendar);
}

/** The first moment of `date`; where a clock change skips midnight, the moment after the gap. */
export function startOfDate(calendar: Calendar, date: PlainDate): Date {
  return midnight(calendar, date).toJSDate();
}

/** Noon of `date` in the calendar's time zone: a moment that every reader there takes for that date. */
export function noonOf(timeZone: string, date: PlainDate): Date {
  return DateTime.fromISO(date, { zone: timeZone }).set({ hour: 12 }).toJSDate();
}

function weekdayOf(calendar: Calendar, date: PlainDate): Weekday {
  const { weekday } = midnight(calendar, date);
  return weekday;
}

function midnight(calendar: Calendar, date: PlainDate): DateTime<true> {
  return known(DateTime.fromISO(date, { zone: calendar.timeZone }), calendar);
}

function dateIn(at: DateTime<true> | DateTime<false>, calendar: Calendar): PlainDate {
  return brand<PlainDate>(known(at, calendar).toISODate());
}

function known(at: DateTime<true> | DateTime<false>, calendar: Calendar): DateTime<true> {
  if (at.isValid) return at;
  throw new Fault("calendar-moment", `no such date in ${calendar.timeZone}: ${at.invalidExplanation ?? "unknown"}`);
}

function opening(calendar: Calendar, date: PlainDate, hours: OpeningHours): { readonly from: Date; readonly to: Date } {
  return { from: clockTime(calendar, date, hours.from), to: clockTime(calendar, date, hours.to) };
}

function clockTime(calendar: Calendar, date: PlainDate, time: string): Date {
  return known(DateTime.fromISO(`${date}T${time}`, { zone: calendar.timeZone }), calendar).toJSDate();
}

/** Where a half day's hours were not entered, it closes at the middle of the weekday's. */
function firstHalf(hours: OpeningHours): OpeningHours {
  const middle = (minutesOf(hours.from) + minutesOf(hours.to)) / 2;
  return { from: hours.from, to: timeOf(Math.floor(middle)) };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
