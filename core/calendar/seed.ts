import { brand } from "../ids.ts";
import type { PlainDate } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { Calendar, OpeningHours, SpecialDay } from "./calendar.ts";
import { dateAfter, dateOf } from "./calendar-day.ts";
import { withSpecialDays } from "./edit-calendar.ts";
import { publicHolidays } from "./public-holidays.ts";
import type { PublicHoliday } from "./public-holidays.ts";
import { turkishHalfDays } from "./turkish-half-days.ts";

/** Years that are seeded at once, the present one included: complaints and promises reach into the next. */
const yearsAhead = 3;

/** Where nothing else is known, and in Türkiye but for the hours. */
const mondayToFriday = (hours: OpeningHours): Calendar["week"] => ({
  1: hours,
  2: hours,
  3: hours,
  4: hours,
  5: hours,
});

const iranian = { from: "08:00", to: "16:00" };

/** Usual working weeks by country. In Iran, Friday is free and Thursday a half day in most private firms. */
const weeks: Readonly<Record<string, Calendar["week"]>> = {
  TR: mondayToFriday({ from: "08:30", to: "17:30" }),
  IR: { 6: iranian, 7: iranian, 1: iranian, 2: iranian, 3: iranian, 4: { from: "08:00", to: "12:00", half: true } },
};

/**
 * The first calendar of an organisation: the usual week of its country, and public holidays for this year and the next two. It is a
 * beginning for administrators to correct: moon sightings, decrees and the firm's own closures are theirs to enter.
 */
export function seedCalendar(
  organisation: Pick<Organisation, "country" | "timeZone" | "languages">,
  now: Date,
): Calendar {
  const empty: Calendar = {
    version: 0,
    timeZone: organisation.timeZone,
    week: weeks[organisation.country] ?? mondayToFriday({ from: "09:00", to: "17:00" }),
    specialDays: [],
    knownUntil: brand<PlainDate>("0001-01-01"),
  };
  const year = Number(dateOf(empty, now).slice(0, 4));
  return seedUntil(empty, organisation, year, year + yearsAhead - 1);
}

/**
 * The calendar's next version with the public holidays of the years `from` to `to`. Dates that have a line already keep it, whoever
 * entered it: what an administrator corrected is never overwritten.
 */
export function seedUntil(
  calendar: Calendar,
  { country, languages }: Pick<Organisation, "country" | "languages">,
  from: number,
  to: number,
): Calendar {
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const seeds = years.flatMap((year) => seedSpecialDays(calendar, country, year, languages[0]));
  const known = new Set(calendar.specialDays.map(({ date }) => date));
  const lastDay = brand<PlainDate>(`${String(to)}-12-31`);
  return {
    ...withSpecialDays(calendar, [...calendar.specialDays, ...seeds.filter(({ date }) => !known.has(date))]),
    knownUntil: lastDay > calendar.knownUntil ? lastDay : calendar.knownUntil,
  };
}

/** The public holidays of `country` in `year` as lines of the calendar, sorted, one a date. */
function seedSpecialDays(calendar: Calendar, country: string, year: number, language: Language): readonly SpecialDay[] {
  const holidays = publicHolidays(country, year, language);
  const whole = holidays.filter(({ from }) => from === undefined).flatMap((holiday) => wholeDays(calendar, holiday));
  const half = holidays.flatMap((holiday) => afternoonOff(calendar, holiday));
  const eves = country === "TR" ? turkishHalfDays(calendar, holidays, year, language) : [];
  return oneADate([...whole, ...half, ...eves]);
}

function wholeDays(calendar: Calendar, { date, days, name }: PublicHoliday): readonly SpecialDay[] {
  return Array.from({ length: days }, (_, index) => ({
    date: dateAfter(calendar, date, index),
    kind: "holiday" as const,
    name,
    source: "seed" as const,
  }));
}

/** A holiday that begins in the course of the day: work ends then. Before opening it is a whole day. */
function afternoonOff({ week }: Calendar, { date, from, name }: PublicHoliday): readonly SpecialDay[] {
  if (from === undefined) return [];
  const opens = Object.values(week)[0]?.from ?? from;
  const source = "seed" as const;
  return from > opens
    ? [{ date, kind: "half_day", name, hours: { from: opens, to: from }, source }]
    : [{ date, kind: "holiday", name, source }];
}

/** Holidays that fall on one date share its line; a whole day swallows a half one. */
function oneADate(days: readonly SpecialDay[]): readonly SpecialDay[] {
  const byDate = new Map<PlainDate, SpecialDay>();
  for (const day of days) {
    const earlier = byDate.get(day.date);
    byDate.set(day.date, earlier === undefined ? day : joined(earlier, day));
  }
  return [...byDate.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

function joined(one: SpecialDay, other: SpecialDay): SpecialDay {
  if (one.kind === "half_day" || other.kind === "half_day") return one.kind === "half_day" ? other : one;
  return one.name === other.name ? one : { ...one, name: `${one.name} / ${other.name}` };
}
