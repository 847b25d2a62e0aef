import { locales } from "../../../../core/language/dates.ts";
import { toLatinDigits, toLocalDigits } from "../../../../core/language/digits.ts";
import type { Language } from "../../../../core/language/language.ts";

/** A day as the reader's calendar counts it: Jalali for Persian, Gregorian for the others. */
export interface ReaderDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;

/** Gregorian year minus Jalali year, where the Jalali one begins (1 Farvardin is 20, 21 or 22 March). */
const JALALI_OFFSET = 621;

const readers = new Map<Language, Intl.DateTimeFormat>();

/** How the reader's calendar calls `date` (`YYYY-MM-DD`). */
export function readerDayOf(date: string, language: Language): ReaderDay {
  const parts = readerOf(language).formatToParts(noon(date));
  const numbered = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(toLatinDigits(parts.find((part) => part.type === type)?.value ?? ""));
  return { year: numbered("year"), month: numbered("month"), day: numbered("day") };
}

/** The date (`YYYY-MM-DD`) that the reader's calendar calls so; undefined where it has no such day. */
export function dateOfReaderDay(wanted: ReaderDay, language: Language): string | undefined {
  if (wanted.month < 1 || wanted.month > 12 || wanted.day < 1 || wanted.day > 31) return undefined;
  const guess = dateFrom(
    language === "fa"
      ? Date.UTC(wanted.year + JALALI_OFFSET, 2, 21) + ((wanted.month - 1) * 30.4 + wanted.day - 1) * DAY_MS
      : Date.UTC(wanted.year, wanted.month - 1, wanted.day),
  );
  // Months of 30 and 31 days: the guess is never off by more than some days.
  const near = Array.from({ length: 15 }, (_, index) => addDays(guess, index - 7));
  return near.find((date) => isSame(readerDayOf(date, language), wanted));
}

/** `date` moved by `days`. */
export function addDays(date: string, days: number): string {
  return dateFrom(noon(date).getTime() + days * DAY_MS);
}

/** `date` moved by `months` of the reader's calendar; a day that the month does not have becomes its last. */
export function addMonths(date: string, months: number, language: Language): string {
  const { year, month, day } = readerDayOf(date, language);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  for (let tried = day; tried > 0; tried -= 1) {
    const found = dateOfReaderDay({ ...target, day: tried }, language);
    if (found !== undefined) return found;
  }
  return date;
}

/** The dates of the month of the reader's calendar in which `date` lies. */
export function monthOf(date: string, language: Language): readonly string[] {
  const { month, day } = readerDayOf(date, language);
  const first = addDays(date, 1 - day);
  return Array.from({ length: 31 }, (_, index) => addDays(first, index)).filter(
    (each) => readerDayOf(each, language).month === month,
  );
}

/** 0 for the day on which the reader's week begins, 6 for its last: Saturday in Persian and Arabic, Monday elsewhere. */
export function placeInWeek(date: string, language: Language): number {
  const weekday = noon(date).getUTCDay();
  return (weekday + (language === "fa" || language === "ar" ? 1 : 6)) % 7;
}

/** As it is typed: `۱۴۰۵/۰۹/۱۰`, `01.12.2026`, `2026-12-01`. */
export function writtenDay(date: string, language: Language): string {
  const { year, month, day } = readerDayOf(date, language);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (language === "tr" || language === "ru") return `${two(day)}.${two(month)}.${String(year)}`;
  const separator = language === "en" ? "-" : "/";
  return toLocalDigits([String(year), two(month), two(day)].join(separator), language);
}

/** The date that somebody typed, in any script's digits, with the year first or last; undefined where it is none. */
export function readDay(typed: string, language: Language): string | undefined {
  const numbers = toLatinDigits(typed)
    .split(/\D+/u)
    .filter((part) => part !== "");
  const [first = "", second = "", third = ""] = numbers;
  if (numbers.length !== 3) return undefined;
  const [year, month, day] = first.length === 4 ? [first, second, third] : [third, second, first];
  if (year.length !== 4) return undefined;
  return dateOfReaderDay({ year: Number(year), month: Number(month), day: Number(day) }, language);
}

/** Noon of the date in UTC, for formats in UTC. */
export function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

function readerOf(language: Language): Intl.DateTimeFormat {
  const known = readers.get(language);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  });
  readers.set(language, made);
  return made;
}

function dateFrom(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function isSame(one: ReaderDay, other: ReaderDay): boolean {
  return one.year === other.year && one.month === other.month && one.day === other.day;
}
