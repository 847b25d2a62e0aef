import { locales } from "../../../core/language/dates.ts";
import type { Language } from "../../../core/language/language.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day of `at`, in hours and minutes of `timeZone`. */
export function clockTime(at: Date, language: Language, timeZone: string): string {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known.format(at);
  const made = new Intl.DateTimeFormat(locales[language], {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  formats.set(key, made);
  return made.format(at);
}

/** The day of `at` in `timeZone`, to tell whether two moments share one. */
export function dayKey(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}
