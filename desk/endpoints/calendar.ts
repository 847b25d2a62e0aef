import type { Calendar, Weekday, WeekdayHours } from "../../core/calendar/calendar.ts";
import {
  removeSpecialDay,
  setSpecialDay,
  setSpecialDays,
  setTimeZone,
  setWeek,
} from "../../core/calendar/edit-calendar.ts";
import { calendarEffects } from "../../core/casework/calendar-effects.ts";
import { ConcurrentChange, Fault } from "../../core/errors.ts";
import type { Result } from "../../core/errors.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact } from "../schemas/api-zod.ts";
import type { z } from "../schemas/api-zod.ts";
import { calendarChangeSchema, calendarPreviewSchema, calendarSchema } from "../schemas/calendar-schema.ts";

/** The working calendar: each change makes a new version, and every running clock is reckoned again by it. */
export function calendarEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [inForce(tools), change(tools), preview(tools)];
}

function inForce(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Calendar",
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/calendar",
    summary: "The working calendar in force",
    success: { status: 200, schema: calendarSchema },
    handle: async () => ({ value: await currentCalendar(tools) }),
  });
}

function change(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Calendar",
    access: "calendar.edit",
    method: "POST",
    path: "/api/v1/calendar/changes",
    summary: "Make the next version; running clocks are reckoned again, with a trace",
    body: calendarChangeSchema,
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
  });
}

function preview(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Calendar",
    access: "calendar.edit",
    method: "POST",
    path: "/api/v1/calendar/preview",
    summary: "Which due dates of running complaints a change would move; nothing is saved",
    body: calendarChangeSchema,
    success: { status: 200, schema: calendarPreviewSchema },
    refusals: [409],
    handle: async ({ body }) => {
      const current = await currentCalendar(tools);
      if (current.version !== body.version) return problem(409, "staff.calendar_changed_meanwhile");
      const next = changed(current, body);
      if (!next.ok) return refusal(409, next.refusal);
      const effects = await calendarEffects(tools.store, next.value, tools.clock.now());
      return { value: { calendar: next.value, ...effects } };
    },
  });
}

async function currentCalendar({ store }: DeskTools): Promise<Calendar> {
  const calendar = await store.calendars.current();
  if (calendar === undefined) throw new Fault("calendar-missing", "there is no calendar yet");
  return calendar;
}

type Change = z.output<typeof calendarChangeSchema>;

function changed(calendar: Calendar, wanted: Change): Result<Calendar> {
  switch (wanted.kind) {
    case "set_special_day":
      return setSpecialDay(calendar, wanted.day);
    case "set_special_days":
      return setSpecialDays(calendar, wanted.days);
    case "remove_special_day":
      return removeSpecialDay(calendar, wanted.date);
    case "set_week":
      return setWeek(calendar, weekOf(wanted.week));
    case "set_time_zone":
      return setTimeZone(calendar, wanted.timeZone);
  }
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

function weekOf(days: Extract<Change, { readonly kind: "set_week" }>["week"]): Calendar["week"] {
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
