import Holidays from "date-holidays";
import type { HolidaysTypes } from "date-holidays";
import { isPlainDate } from "./plain-date.ts";
import { Fault } from "../errors.ts";
import type { PlainDate } from "../ids.ts";
import type { Language } from "../language/language.ts";

/** A public holiday as the list has it. */
export interface PublicHoliday {
  readonly date: PlainDate;
  /** Whole days that it lasts. */
  readonly days: number;
  readonly name: string;
  /** Local time, `HH:MM`, at which work ends; undefined where the whole day is free. */
  readonly from?: string;
  /** The rule by which the list finds it, for example `1 Shawwal PT90H`. */
  readonly rule: string;
}

/** Days on which offices are closed by law; the other kinds (observances, school) are working days. */
const closing: readonly HolidaysTypes.HolidayType[] = ["public", "bank"];

const dayLength = 24 * 60 * 60_000;

/**
 * The public holidays of `country` (ISO 3166-1 alpha-2) in `year`, by date; none for a country that the list does not have. Only the
 * date that is written is taken: the list lets Islamic days begin at six in the evening before, as a moment in another time zone.
 * Source: date-holidays, https://github.com/commenthol/date-holidays
 */
export function publicHolidays(country: string, year: number, language: Language): readonly PublicHoliday[] {
  const found = new Holidays(country).getHolidays(year, language);
  return found.filter(({ type }) => closing.includes(type)).map((holiday) => read(holiday, language));
}

function read({ date: written, start, end, name, rule }: HolidaysTypes.Holiday, language: Language): PublicHoliday {
  const date = written.slice(0, 10);
  if (!isPlainDate(date)) throw new Fault("holiday-date", `the list of holidays has no date in "${written}"`);
  const time = written.slice(11, 16);
  const days = Math.max(1, Math.floor((end.getTime() - start.getTime()) / dayLength));
  const afternoon = time === "00:00" ? {} : { from: time };
  return { date, days, name: tidy(name, language), rule, ...afternoon };
}

/** The Persian names come in presentation forms, with Arabic letters, and with ligatures that fall apart in the wrong place. */
function tidy(name: string, language: Language): string {
  const unified = name.normalize("NFKC").trim();
  if (language !== "fa") return unified;
  return unified
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replace(/\s*االله/g, " الله")
    .replaceAll("علیهالسلام", "علیه\u200cالسلام");
}
