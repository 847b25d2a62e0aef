import type { Calendar, Weekday, WeekdayHours } from "../../core/calendar/calendar.ts";
import { removeSpecialDay, setSpecialDay, setTimeZone, setWeek } from "../../core/calendar/edit-calendar.ts";
import { ConcurrentChange, Fault } from "../../core/errors.ts";
import type { Result } from "../../core/errors.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { line, plainDate } from "../schemas/shared.ts";

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

const calendarSchema = z
  .object({
    version: z.int(),
    timeZone: z.string(),
    week,
    specialDays: z
      .array(
        z.object({
          date: z.string(),
          kind: z.enum(kinds),
          name: z.string(),
          hours: hours.optional(),
          source: z.enum(["seed", "administrator"]),
        }),
      )
      .readonly(),
    knownUntil: z.string(),
  })
  .openapi("Calendar");

const edited = z
  .int()
  .min(1)
  .openapi({ description: "The version that was looked at; refused where somebody was faster." });

const changeSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("set_special_day"),
      version: edited,
      day: z.object({ date: plainDate, kind: z.enum(kinds), name: line, hours: hours.optional() }),
    }),
    z.object({ kind: z.literal("remove_special_day"), version: edited, date: plainDate }),
    z.object({ kind: z.literal("set_week"), version: edited, week }),
    z.object({ kind: z.literal("set_time_zone"), version: edited, timeZone: z.string().min(1).max(100) }),
  ])
  .openapi("CalendarChange");

/** The working calendar: each change makes a new version, and every running clock is reckoned again by it. */
export function calendarEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Calendar",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/calendar",
      summary: "The working calendar in force",
      success: { status: 200, schema: calendarSchema },
      handle: async () => ({ value: await currentCalendar(tools) }),
    }),
    endpoint({
      tag: "Calendar",
      access: "calendar.edit",
      method: "POST",
      path: "/api/v1/calendar/changes",
      summary: "Make the next version; running clocks are reckoned again, with a trace",
      body: changeSchema,
      success: { status: 201, schema: calendarSchema },
      refusals: [409],
      handle: async ({ body }, who) => {
        const current = await currentCalendar(tools);
        if (current.version !== body.version) return problem(409, "staff.calendar_changed_meanwhile");
        const next = changed(current, body);
        if (!next.ok) return refusal(409, next.refusal);
        if (!(await saved(tools, next.value, who.agent.id))) return problem(409, "staff.calendar_changed_meanwhile");
        await audit(tools, who, "calendar.change", `calendar ${String(next.value.version)}`, { change: body.kind });
        return { value: next.value };
      },
    }),
  ];
}

async function currentCalendar({ store }: DeskTools): Promise<Calendar> {
  const calendar = await store.calendars.current();
  if (calendar === undefined) throw new Fault("calendar-missing", "there is no calendar yet");
  return calendar;
}

function changed(calendar: Calendar, change: z.infer<typeof changeSchema>): Result<Calendar> {
  switch (change.kind) {
    case "set_special_day":
      return setSpecialDay(calendar, { ...exact(change.day), source: "administrator" });
    case "remove_special_day":
      return removeSpecialDay(calendar, change.date);
    case "set_week":
      return setWeek(calendar, weekOf(change.week));
    case "set_time_zone":
      return setTimeZone(calendar, change.timeZone);
  }
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

function weekOf(days: z.infer<typeof week>): Calendar["week"] {
  const open: Partial<Record<Weekday, WeekdayHours>> = {};
  for (const day of weekdays) {
    const given = days[day];
    if (given !== undefined) open[day] = exact(given);
  }
  return open;
}

async function saved({ store, clock }: DeskTools, calendar: Calendar, by: string): Promise<boolean> {
  try {
    await store.calendars.save(calendar, by, clock.now());
    return true;
  } catch (fault) {
    if (fault instanceof ConcurrentChange) return false;
    throw fault;
  }
}
