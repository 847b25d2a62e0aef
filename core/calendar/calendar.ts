import type { PlainDate } from "../ids.ts";

/** Monday is 1, Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A stretch of one day in local time, `HH:MM` to `HH:MM`. */
export interface OpeningHours {
  readonly from: string;
  readonly to: string;
}

/** The hours of a weekday. `half`: the day counts as half a working day every week, as Thursdays do in Iran. */
export interface WeekdayHours extends OpeningHours {
  readonly half?: true;
}

/** One dated exception. A half day counts as half a working day and closes at `hours.to`. */
export interface SpecialDay {
  readonly date: PlainDate;
  readonly kind: "holiday" | "half_day" | "closure";
  readonly name: string;
  /** Opening hours of a half day. */
  readonly hours?: OpeningHours;
  /** Where the line comes from: `seed` (the public list), or the administrator who entered or corrected it. */
  readonly source: "seed" | "administrator";
}

/** The organisation's working time. Each change makes a new version; old ones are kept, for the proofs that were reckoned with them. */
export interface Calendar {
  readonly version: number;
  /** IANA name, for example `Europe/Istanbul`. */
  readonly timeZone: string;
  /** Hours of each weekday; a weekday that is missing is weekend. */
  readonly week: Readonly<Partial<Record<Weekday, WeekdayHours>>>;
  /** Sorted by date, one line a date. */
  readonly specialDays: readonly SpecialDay[];
  /** The last date for which holidays have been entered; reckoning beyond it is possible, and its proof says so. */
  readonly knownUntil: PlainDate;
}
