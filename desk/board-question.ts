import type { z } from "zod";
import { dateOf, startOfDate } from "../core/calendar/calendar-day.ts";
import type { Calendar } from "../core/calendar/calendar.ts";
import { reckon } from "../core/calendar/working-days.ts";
import { problem } from "../core/http/respond.ts";
import type { HttpResponse } from "../core/http/route.ts";
import type { BoardAsk, BoardScope, Dimension } from "../core/improvement/board.ts";
import { daysAfter, daysBetween, firstWeekdayOf, periodNamed, periodOf } from "../core/improvement/period.ts";
import type { Compared, Days } from "../core/improvement/period.ts";
import type { Language } from "../core/language/language.ts";
import type { Agent } from "../core/staff/agent.ts";
import type { BoardDay } from "../core/store/board-port.ts";
import { may } from "../core/staff/permissions.ts";
import type { boardQuery } from "./schemas/board-schema.ts";
import { exact } from "./schemas/api-zod.ts";

/** Days that one question may reach over: more than a year beside the year before. */
const LONGEST_DAYS = 731;

type Query = Omit<z.output<typeof boardQuery>, "by"> & { readonly by?: z.output<typeof boardQuery>["by"] };

/** A question that may be asked: the period and the one before it. */
export interface BoardQuestion {
  readonly compared: Compared;
  readonly ask: BoardAsk;
  readonly before: BoardAsk;
  readonly by?: Dimension;
}

const dimensionOf = { department: "department", person: "evaluator", channel: "door", category: "category" } as const;

/**
 * Reads what is asked in the organisation's calendar, or answers why it may not be: whoever does not oversee the whole (`board.whole`) sees their own work
 * and, as a whole, that of their departments.
 */
export function questionOf(
  query: Query,
  { agent, calendar, now, language }: { agent: Agent; calendar: Calendar; now: Date; language: Language },
): BoardQuestion | HttpResponse {
  const scope = scopeOf(query, agent);
  if (scope === undefined) return problem(403, "staff.not_allowed");
  const compared = comparedOf(query, calendar, now, language);
  if (compared === undefined) return problem(400, "staff.wrong_input");
  // The moment at which the next whole working day closes belongs to what is due within it.
  const soon = new Date(reckon(calendar, now, 1).dueAt.getTime() + 1);
  const ask = { period: momentsOf(compared.days, calendar), now, soon, scope };
  return {
    compared,
    ask,
    before: { ...ask, period: momentsOf(compared.before, calendar) },
    ...(query.by === undefined ? {} : { by: dimensionOf[query.by] }),
  };
}

function scopeOf({ department, person, channel, category, by }: Query, agent: Agent): BoardScope | undefined {
  const asked = exact({ department, evaluator: person, door: channel, category });
  if (may(agent.role, "board.whole")) return asked;
  const isOwn = person === agent.id;
  if (person !== undefined && !isOwn) return undefined;
  if (department !== undefined && !isOwn && !agent.departments.includes(department)) return undefined;
  if (department === undefined) return { ...asked, evaluator: agent.id };
  return by === "person" && !isOwn ? undefined : asked;
}

function comparedOf(
  { period, from, to }: Query,
  calendar: Calendar,
  now: Date,
  language: Language,
): Compared | undefined {
  if (period !== undefined || from === undefined || to === undefined) {
    if (from !== undefined || to !== undefined) return undefined;
    const months = language === "fa" ? "persian" : "gregory";
    return periodNamed(period ?? "this_month", dateOf(calendar, now), firstWeekdayOf(calendar), months);
  }
  const isWithin = from <= to && daysBetween(from, to) < LONGEST_DAYS;
  return isWithin ? periodOf({ from, to }) : undefined;
}

/** Each day of the period with its first moment. */
export function daysIn({ from, to }: Days, calendar: Calendar): readonly BoardDay[] {
  const count = daysBetween(from, to) + 1;
  return Array.from({ length: count }, (_, index) => daysAfter(from, index)).map((day) => ({
    day,
    from: startOfDate(calendar, day),
  }));
}

function momentsOf({ from, to }: Days, calendar: Calendar): BoardAsk["period"] {
  return { from: startOfDate(calendar, from), to: startOfDate(calendar, daysAfter(to, 1)) };
}
