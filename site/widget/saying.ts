import type { Language } from "../../core/language/language.ts";
import type { TextKey } from "../../core/language/text-key.ts";

/** The name of a text that is packed into the widget. */
export type WidgetTextKey = Extract<TextKey, `widget.${string}`>;

/** Puts a text of the widget in one language, its `{name}` placeholders filled. */
export type WidgetSay = (key: WidgetTextKey, args?: Readonly<Record<string, string>>) => string;

/** The widget's texts as the build packs them: one list of names, and for each language the texts in that order. */
export interface PackedTexts {
  readonly keys: readonly string[];
  readonly texts: Readonly<Record<Language, readonly string[]>>;
}

/** Speaks one language from the packed texts. What is filled in is isolated (U+2068 … U+2069): file names keep their own direction. */
export function sayFrom(packed: PackedTexts, language: Language): WidgetSay {
  return (key, args = {}) =>
    (packed.texts[language][packed.keys.indexOf(key)] ?? key).replace(/\{(\w+)\}/gu, (placeholder, name: string) =>
      args[name] === undefined ? placeholder : `\u2068${args[name]}\u2069`,
    );
}

/** Locale by which numbers and dates are written: each language in its own digits, Persian in its own calendar. */
const LOCALES: Readonly<Record<Language, string>> = {
  en: "en-GB",
  fa: "fa-IR-u-ca-persian-nu-arabext",
  tr: "tr-TR",
  ar: "ar-u-ca-gregory-nu-arab",
  ru: "ru-RU",
};

/** A whole number in the language's digits. */
export function sayCount(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}

/** A share between 0 and 1 in hundredths. */
export function sayShare(share: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: "percent" }).format(share);
}

/** Bytes in megabytes (10^6), rounded down so that no more is promised than is taken. */
export function saySize(bytes: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: "unit",
    unit: "megabyte",
    unitDisplay: "long",
    maximumFractionDigits: 0,
    roundingMode: "floor",
  }).format(bytes / 1e6);
}

/** Hours and minutes in the reader's time zone. */
export function sayTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
}

/** "Today", "yesterday", else weekday, day, month and year; Persian dates are put in their order by hand. */
export function sayDay(at: number, now: number, language: Language): string {
  const locale = LOCALES[language];
  const days = daysAgo(at, now);
  if (days < 2) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.max(days, 0), "day");
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  if (language !== "fa") return format.format(at);
  const part = (type: string): string => format.formatToParts(at).find((found) => found.type === type)?.value ?? "";
  return ["weekday", "day", "month", "year"].map(part).join(" ");
}

/** Whole days of the reader's time zone from `at` to `now`: 0 today, 1 yesterday. */
export function daysAgo(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
