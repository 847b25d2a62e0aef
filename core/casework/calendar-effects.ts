import { recomputeClock } from "../calendar/run-clock.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { Stage } from "../calendar/stage-clock.ts";
import { runningClock } from "../complaint/clocks.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { ComplaintId, TrackingNumber } from "../ids.ts";
import type { Store } from "../store/store.ts";

/** A due date that another calendar would move. */
export interface MovedDate {
  readonly id: ComplaintId;
  readonly number: TrackingNumber;
  readonly stage: Stage;
  readonly from: Date;
  readonly to: Date;
}

/** What another calendar would do to the complaints that run now. */
export interface CalendarEffects {
  /** How many due dates would move, of those that were looked at. */
  readonly count: number;
  /** The first of them, by their present due dates. */
  readonly moved: readonly MovedDate[];
  /** How many running complaints were looked at, and whether those were all. */
  readonly examined: number;
  readonly isWhole: boolean;
}

/** Complaints that are looked at: enough to decide by, within a few seconds. */
const mostExamined = 2_000;

/** Due dates that are named one by one. */
const mostNamed = 100;

const pageSize = 100;

/** Reckons the running clocks by `calendar` as it would be done if it were saved at `now`; changes nothing. */
export async function calendarEffects(
  { complaints }: Pick<Store, "complaints">,
  calendar: Calendar,
  now: Date,
): Promise<CalendarEffects> {
  const moved: MovedDate[] = [];
  let examined = 0;
  let after: string | undefined;
  for (;;) {
    const page = await complaints.queue({}, { limit: pageSize, ...(after === undefined ? {} : { after }) });
    // Those without a running clock come last.
    const running = page.rows.filter(({ dueAt }) => dueAt !== undefined);
    const found = await Promise.all(running.map(({ id }) => complaints.byId(id)));
    moved.push(...found.flatMap((complaint) => moveOf(complaint, calendar, now)));
    examined += running.length;
    after = page.next;
    const isWhole = after === undefined || running.length < page.rows.length;
    if (isWhole || examined >= mostExamined)
      return { count: moved.length, moved: moved.slice(0, mostNamed), examined, isWhole };
  }
}

function moveOf(complaint: Complaint | undefined, calendar: Calendar, now: Date): readonly MovedDate[] {
  const clock = complaint && runningClock(complaint);
  if (complaint === undefined || clock === undefined) return [];
  const { dueAt } = recomputeClock(clock, calendar, now);
  if (dueAt.getTime() === clock.dueAt.getTime()) return [];
  return [{ id: complaint.id, number: complaint.number, stage: clock.stage, from: clock.dueAt, to: dueAt }];
}
