import { locales } from "../../../core/language/dates.ts";
import type { Language } from "../../../core/language/language.ts";

/** Monday is 1, Sunday 7, as ISO 8601 counts. */
export const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** The names of the weekdays in the reader's language. */
export function weekdayNames(language: Language): Readonly<Record<(typeof weekdays)[number], string>> {
  const format = new Intl.DateTimeFormat(locales[language], { weekday: "long", timeZone: "UTC" });
  // 5 January 2026 is a Monday.
  const name = (index: number): string => format.format(new Date(Date.UTC(2026, 0, 4 + index, 12)));
  return { 1: name(1), 2: name(2), 3: name(3), 4: name(4), 5: name(5), 6: name(6), 7: name(7) };
}
