import type { Language } from "../../../core/language/language.ts";
import { locales } from "../../../core/language/dates.ts";

/** How a due date stands: past, within a day, or later. */
export type DueState = "overdue" | "near" | "later";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How `dueAt` stands at `now`. */
export function dueState(dueAt: Date, now: Date): DueState {
  const left = dueAt.getTime() - now.getTime();
  if (left <= 0) return "overdue";
  return left < DAY_MS ? "near" : "later";
}

const formats = new Map<Language, Intl.RelativeTimeFormat>();

/** The time until `at`, or since, in words of `language`: "in 3 hours", «۲ روز پیش». */
export function relativeTime(at: Date, now: Date, language: Language): string {
  const format = formats.get(language) ?? new Intl.RelativeTimeFormat(locales[language], { numeric: "always" });
  formats.set(language, format);
  const ms = at.getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size >= 2 * DAY_MS) return format.format(Math.trunc(ms / DAY_MS), "day");
  if (size >= HOUR_MS) return format.format(Math.trunc(ms / HOUR_MS), "hour");
  return format.format(Math.trunc(ms / MINUTE_MS), "minute");
}
