import type { Calendar, Weekday } from "../calendar/calendar.ts";
import { brand } from "../ids.ts";
import type { PlainDate } from "../ids.ts";

/** Periods by name. One that goes on is counted until today, and compared with as many days of the one before it. */
export const periodNames = [
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
] as const;

export type PeriodName = (typeof periodNames)[number];

/** Days, both ends included. */
export interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** A period and the one that it is compared with. */
export interface Compared {
  readonly days: Days;
  readonly before: Days;
}

/** By whose months is counted: Jalali ones for Persian readers, else Gregorian. */
export type Months = "persian" | "gregory";

const DAY_MS = 86_400_000;

/** The period called `name`, seen from `today`. Its week begins on `firstWeekday`. */
export function periodNamed(name: PeriodName, today: PlainDate, firstWeekday: Weekday, months: Months): Compared {
  const begin = beginnings(firstWeekday, months)[
    name.endsWith("week") ? "week" : name.endsWith("month") ? "month" : "quarter"
  ];
  const start = begin(today);
  const startBefore = begin(daysAfter(start, -1));
  if (name.startsWith("this")) {
    const sameDay = daysAfter(startBefore, daysBetween(start, today));
    const to = sameDay < start ? sameDay : daysAfter(start, -1);
    return { days: { from: start, to: today }, before: { from: startBefore, to } };
  }
  const lastDay = daysAfter(startBefore, -1);
  return {
    days: { from: startBefore, to: daysAfter(start, -1) },
    before: { from: begin(lastDay), to: lastDay },
  };
}

/** Any days, compared with as many just before them. */
export function periodOf(days: Days): Compared {
  const length = daysBetween(days.from, days.to) + 1;
  return { days, before: { from: daysAfter(days.from, -length), to: daysAfter(days.from, -1) } };
}

/** The weekday after the weekend: the first open one whose day before is closed; Monday where there is no weekend. */
export function firstWeekdayOf({ week }: Pick<Calendar, "week">): Weekday {
  const all = [1, 2, 3, 4, 5, 6, 7] as const;
  return all.find((day) => week[day] !== undefined && week[dayBefore(day)] === undefined) ?? 1;
}

function dayBefore(day: Weekday): Weekday {
  const before = [7, 1, 2, 3, 4, 5, 6] as const;
  return before[day - 1] ?? 7;
}

/** How many days after `from` the day `to` is. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** `count` days after `date`. */
export function daysAfter(date: PlainDate, count: number): PlainDate {
  return brand<PlainDate>(new Date(Date.parse(date) + count * DAY_MS).toISOString().slice(0, 10));
}

type Begin = (date: PlainDate) => PlainDate;

/** For each length the first day of the one in which a date falls. */
function beginnings(firstWeekday: Weekday, months: Months): Readonly<Record<"week" | "month" | "quarter", Begin>> {
  const month: Begin = (date) => daysAfter(date, 1 - partOf(date, "day", months));
  const quarter: Begin = (date) => {
    const start = month(date);
    return (partOf(start, "month", months) - 1) % 3 === 0 ? start : quarter(daysAfter(start, -1));
  };
  return {
    week: (date) => daysAfter(date, -((new Date(date).getUTCDay() + 7 - firstWeekday) % 7)),
    month,
    quarter,
  };
}

function partOf(date: PlainDate, part: "day" | "month", months: Months): number {
  const formatted = formats[months].formatToParts(new Date(date));
  return Number(formatted.find(({ type }) => type === part)?.value);
}

const inDigits = { day: "numeric", month: "numeric", year: "numeric", timeZone: "UTC" } as const;

const formats: Readonly<Record<Months, Intl.DateTimeFormat>> = {
  persian: new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", inDigits),
  gregory: new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", inDigits),
};
