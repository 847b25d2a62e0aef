import { exact, z } from "./api-zod.ts";
import { instant, line, plainDate } from "./shared.ts";

const time = z.string().regex(/^\d\d:\d\d$/);
const hours = z.object({ from: time, to: time });
const weekdayHours = z.object({ from: time, to: time, half: z.literal(true).optional() });
const kinds = ["holiday", "half_day", "closure"] as const;

/** Monday is 1, Sunday 7; a day that is missing is weekend. */
const week = z.object({
  1: weekdayHours.optional(),
  2: weekdayHours.optional(),
  3: weekdayHours.optional(),
  4: weekdayHours.optional(),
  5: weekdayHours.optional(),
  6: weekdayHours.optional(),
  7: weekdayHours.optional(),
});

const dayShown = z.object({
  date: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  hours: hours.optional(),
  source: z.enum(["seed", "administrator"]),
});

/** A version of the working calendar. */
export const calendarSchema = z
  .object({
    version: z.int(),
    timeZone: z.string(),
    week,
    specialDays: z.array(dayShown).readonly(),
    knownUntil: z.string(),
  })
  .openapi("Calendar");

/** Public holidays that a country's list has for a year. */
export const publicHolidaysSchema = z
  .object({ rows: z.array(dayShown.extend({ isKnown: z.boolean() })).readonly() })
  .openapi("PublicHolidays");

const edited = z
  .int()
  .min(1)
  .openapi({ description: "The version that was looked at; refused where somebody was faster." });

const specialDay = z
  .object({ date: plainDate, kind: z.enum(kinds), name: line, hours: hours.optional() })
  .transform((day) => ({ ...exact(day), source: "administrator" as const }));

/** What makes the next version. */
export const calendarChangeSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("set_special_day"), version: edited, day: specialDay }),
    z.object({
      kind: z.literal("set_special_days"),
      version: edited,
      days: z.array(specialDay).min(1).max(200),
    }),
    z.object({ kind: z.literal("remove_special_day"), version: edited, date: plainDate }),
    z.object({ kind: z.literal("set_week"), version: edited, week }),
    z.object({ kind: z.literal("set_time_zone"), version: edited, timeZone: z.string().min(1).max(100) }),
  ])
  .openapi("CalendarChange");

/** Due dates that a change would move. */
export const calendarPreviewSchema = z
  .object({
    calendar: calendarSchema,
    count: z.int(),
    examined: z.int(),
    isWhole: z.boolean(),
    moved: z
      .array(z.object({ id: z.string(), number: z.string(), stage: z.string(), from: instant, to: instant }))
      .readonly(),
  })
  .openapi("CalendarPreview");

/** Who made which version of the calendar, and when. */
export const calendarLineSchema = z
  .object({ version: z.int(), savedBy: z.string(), savedAt: instant })
  .openapi("CalendarLine");
