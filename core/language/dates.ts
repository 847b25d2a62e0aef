import type { Language } from "./language.ts";

/** The calendar, digits and names of each language: Jalali for fa, Gregorian for the others. */
export const locales: Readonly<Record<Language, string>> = {
  en: "en-GB",
  fa: "fa-u-ca-persian-nu-arabext",
  tr: "tr",
  ar: "ar-u-ca-gregory-nu-arab",
  ru: "ru",
};

interface DateWords {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
}

/** Intl puts the parts of a full Persian date in the wrong order, so each language says its own. `year` is empty when left out. */
const compose: Readonly<
  Record<
    Language,
    { readonly day: (words: DateWords) => string; readonly time: (day: string, words: DateWords) => string }
  >
> = {
  en: { day: (w) => spaced(w.weekday, w.day, w.month, w.year), time: (day, w) => `${day}, ${w.time}` },
  fa: { day: (w) => spaced(w.weekday, w.day, w.month, w.year), time: (day, w) => `${day}، ساعت ${w.time}` },
  tr: { day: (w) => spaced(w.day, w.month, w.year, w.weekday), time: (day, w) => `${day}, saat ${w.time}` },
  ar: { day: (w) => spaced(w.weekday, w.day, w.month, w.year), time: (day, w) => `${day}، الساعة ${w.time}` },
  ru: {
    day: (w) => `${w.weekday}, ${spaced(w.day, w.month, w.year === "" ? "" : `${w.year} г.`)}`,
    time: (day, w) => `${day}, ${w.time}`,
  },
};

/** How a moment is shown: in whose words and where, and `now`, so that this year need not be said; without `now` the year is always said. */
export interface DateView {
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  readonly now?: Date;
}

/** The day of `at`: "Tuesday 1 December", "سه‌شنبه ۱۰ آذر", with the year where it is not this one. */
export function dayIn(at: Date, view: DateView): string {
  return compose[view.language].day(wordsOf(at, view));
}

/** The day of `at` where there is little room, always with its year: "1 Dec 2026", "۱۴۰۵/۹/۱۰", "01.12.2026". */
export function shortDayIn(at: Date, { language, timeZone }: DateView): string {
  const key = `${language} ${timeZone}`;
  const known = shortFormatters.get(key);
  if (known !== undefined) return known.format(at);
  // In digits, English readers on two sides of an ocean would take 1/12 for two days.
  const dateStyle = language === "en" ? "medium" : "short";
  const made = new Intl.DateTimeFormat(locales[language], { dateStyle, timeZone });
  shortFormatters.set(key, made);
  return made.format(at);
}

const shortFormatters = new Map<string, Intl.DateTimeFormat>();

/** The day of `at` and its time of day, by 24 hours. */
export function dayAndTimeIn(at: Date, view: DateView): string {
  const words = wordsOf(at, view);
  const form = compose[view.language];
  return form.time(form.day(words), words);
}

function wordsOf(at: Date, view: DateView): DateWords {
  const parts = partsOf(at, view);
  const year = parts.get("year") ?? "";
  return {
    weekday: parts.get("weekday") ?? "",
    day: parts.get("day") ?? "",
    month: parts.get("month") ?? "",
    year: year === thisYearOf(view) ? "" : year,
    time: `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`,
  };
}

const thisYears = new WeakMap<DateView, string>();

/** Reckoned once per view: a text may show several dates. */
function thisYearOf(view: DateView): string | undefined {
  if (view.now === undefined) return undefined;
  const year = thisYears.get(view) ?? partsOf(view.now, view).get("year") ?? "";
  thisYears.set(view, year);
  return year;
}

function partsOf(at: Date, view: DateView): ReadonlyMap<string, string> {
  return new Map(
    formatterFor(view)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor({ language, timeZone }: DateView): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  formatters.set(key, made);
  return made;
}

function spaced(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}
