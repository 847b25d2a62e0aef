import { DateTime } from "luxon";
import { dateOf } from "../calendar/calendar-day.ts";
import type { Calendar, OpeningHours, Weekday } from "../calendar/calendar.ts";
import { isOpen } from "../calendar/working-days.ts";
import type { DepartmentKey } from "../ids.ts";
import type { Agent } from "../staff/agent.ts";
import { may } from "../staff/permissions.ts";

/** A window that is open says so every minute; twice that is the least that tells a closed one from a late word. */
const seenWithinMs = 2 * 60_000;

/** Whether conversations of `department` can be offered to the agent now: allowed, on duty, at the desk, not absent, and within working hours. */
export function isThereFor(
  agent: Agent,
  department: DepartmentKey | undefined,
  calendar: Calendar,
  now: Date,
): boolean {
  const { disabledAt, role, duty, seenAt } = agent;
  if (disabledAt !== undefined || !may(role, "conversation.write") || duty !== "on") return false;
  if (seenAt === undefined || now.getTime() - seenAt.getTime() > seenWithinMs) return false;
  return serves(agent, department) && isAtWork(agent, calendar, now);
}

/** Who is in no department serves all. */
function serves({ departments }: Agent, department: DepartmentKey | undefined): boolean {
  return department === undefined || departments.length === 0 || departments.includes(department);
}

/** Not absent, and within their own hours, else those of the organisation. */
function isAtWork({ absences = [], hours }: Agent, calendar: Calendar, now: Date): boolean {
  const today = dateOf(calendar, now);
  if (absences.some(({ from, to }) => from <= today && today <= to)) return false;
  return hours === undefined ? isOpen(calendar, now) : isWithin(hours, calendar, now);
}

function isWithin(hours: Readonly<Partial<Record<Weekday, OpeningHours>>>, { timeZone }: Calendar, now: Date): boolean {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  if (!local.isValid) return false;
  const time = local.toFormat("HH:mm");
  const own = hours[local.weekday];
  return own !== undefined && own.from <= time && time < own.to;
}

/** Whether the agent whose customer waits counts as gone: disabled, away by their own word, or without an open window for `awayAfterMinutes`. */
export function isGone(agent: Agent | undefined, now: Date, awayAfterMinutes: number): boolean {
  if (agent === undefined || agent.disabledAt !== undefined || agent.duty === "away") return true;
  const { seenAt } = agent;
  return seenAt === undefined || now.getTime() - seenAt.getTime() >= awayAfterMinutes * 60_000;
}
