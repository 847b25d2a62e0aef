import type { Calendar } from "../calendar/calendar.ts";
import { dateAfter, dateOf, startOfDate } from "../calendar/calendar-day.ts";
import { daysLater, nextOpening } from "../calendar/working-days.ts";
import type { Policy } from "../organisation/organisation.ts";
import type { Consequence, Timer } from "./change.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { decidedRound } from "./rounds.ts";

/** Calendar days between the warning and the closing as unanswered, at most. */
const warningLead = 7;

/** How many days before silence closes a complaint its customer is warned: a week, or half the period where that is shorter. */
export function warningDays(unansweredAfterDays: number): number {
  return Math.max(1, Math.min(warningLead, Math.floor(unansweredAfterDays / 2)));
}

/** The reminders and the warning for a decision that waits for its answer from `context.moment` on, all within opening hours. */
export function silenceTimers(complaint: Complaint, context: CommandContext, again = false): readonly Consequence[] {
  const waiting = decidedRound(complaint);
  if (waiting === undefined) return [];
  const { calendar, policy, moment } = context;
  const suffix = again ? [moment.now.getTime()] : [];
  const sent = waiting.consent.remindedAt.length;
  const reminders = policy.reminderDays.map((days, index) => {
    const count = String(sent + index + 1);
    const key = ["reminder", complaint.id, waiting.round, count, ...suffix].join(":");
    return {
      key,
      purpose: "reminder" as const,
      at: inHours(calendar, moment.now, days),
      round: waiting.round,
      detail: count,
    };
  });
  const warning = warningTimer(policy).map((days) => {
    const key = ["lapse_warning", complaint.id, waiting.round, ...suffix].join(":");
    return { key, purpose: "lapse_warning" as const, at: inHours(calendar, moment.now, days), round: waiting.round };
  });
  return [...reminders, ...warning].map((timer: Timer) => ({ kind: "timer", timer }));
}

/** After how many days of silence the warning goes out; none where silence never closes. */
function warningTimer({ unansweredAfterDays }: Policy): readonly number[] {
  return unansweredAfterDays === undefined ? [] : [unansweredAfterDays - warningDays(unansweredAfterDays)];
}

/** Nothing more is due for a decision that is no longer waited for. */
export function voidSilence(complaint: Complaint, { policy }: CommandContext): readonly Consequence[] {
  const waiting = decidedRound(complaint);
  if (waiting === undefined) return [];
  const { id } = complaint;
  const keys = [
    ...policy.reminderDays.map((_, index) => `reminder:${id}:${waiting.round}:${index + 1}`),
    `lapse_warning:${id}:${waiting.round}`,
    ...(waiting.consent.lapsesAt === undefined ? [] : [lapseKey(complaint, waiting.round, waiting.consent.lapsesAt)]),
  ];
  return keys.map((key) => ({ kind: "timer_void", key }));
}

/** The end of the day after which silence closes the complaint: never sooner than the warning promises. */
export function lapseDay({ calendar, moment }: CommandContext, toldAt: Date, unansweredAfterDays: number): Date {
  const byPolicy = daysLater(calendar, toldAt, unansweredAfterDays);
  const byWarning = daysLater(calendar, moment.now, warningDays(unansweredAfterDays));
  const latest = byPolicy > byWarning ? byPolicy : byWarning;
  const dayAfter = startOfDate(calendar, dateAfter(calendar, dateOf(calendar, latest), 1));
  return new Date(dayAfter.getTime() - 1);
}

/** The look at the complaint after its last day for an answer. */
export function lapseTimer(complaint: Complaint, round: 1 | 2, lapsesAt: Date, calendar: Calendar): Consequence {
  const timer = {
    key: lapseKey(complaint, round, lapsesAt),
    purpose: "lapse" as const,
    at: nextOpening(calendar, lapsesAt),
    round,
  };
  return { kind: "timer", timer };
}

function lapseKey({ id }: Complaint, round: 1 | 2, lapsesAt: Date): string {
  return `lapse:${id}:${round}:${lapsesAt.getTime()}`;
}

/** People are written to in opening hours only. */
function inHours(calendar: Calendar, from: Date, days: number): Date {
  return nextOpening(calendar, daysLater(calendar, from, days));
}
