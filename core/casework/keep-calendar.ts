import type { Calendar } from "../calendar/calendar.ts";
import { ConcurrentChange, Fault } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
import { carryOut } from "./carry-out.ts";
import type { CaseworkTools } from "./tools.ts";

/** The version of the calendar in force, kept at hand so that no turn has to load it. */
export interface CalendarKeeper {
  readonly calendar: () => Calendar;
  /** Somebody saved a new version: takes it over and reckons every running clock again, with a trace. */
  readonly changed: (tools: CaseworkTools) => Promise<void>;
}

/** Complaints whose clocks are reckoned again in one go. */
const batch = 100;

/**
 * Loads the calendar, or makes the first one from the public holidays of the organisation's country. Where its holidays end
 * within a year, those of the following years are added; what an administrator entered stays.
 */
export async function keepCalendar(store: Store, organisation: Organisation, clock: Clock): Promise<CalendarKeeper> {
  const now = clock.now();
  const stored = await store.calendars.current();
  let current = stored !== undefined && reachesFar(stored, now) ? stored : await seed(store, organisation, stored, now);
  return {
    calendar: () => current,
    changed: async (tools) => {
      const newest = await store.calendars.current();
      // Two changes may be read in the other order.
      if (newest !== undefined && newest.version > current.version) current = newest;
      await recomputeClocks(tools, current.version);
    },
  };
}

/** Whether holidays are known for a year to come: longer than any stage, reminder or promise. */
function reachesFar({ knownUntil }: Calendar, now: Date): boolean {
  return Number(knownUntil.slice(0, 4)) > now.getUTCFullYear();
}

async function seed(
  store: Store,
  organisation: Organisation,
  stored: Calendar | undefined,
  now: Date,
): Promise<Calendar> {
  // The list of the world's holidays takes half a second to load, and is needed once a year.
  const { seedCalendar, seedUntil } = await import("../calendar/seed.ts");
  const year = now.getUTCFullYear();
  const next = stored === undefined ? seedCalendar(organisation, now) : seedUntil(stored, organisation, year, year + 2);
  try {
    await store.calendars.save(next, "seed", now);
  } catch (error) {
    if (!(error instanceof ConcurrentChange)) throw error;
  }
  const made = await store.calendars.current();
  if (made === undefined) throw new Fault("calendar-missing", "the calendar was not kept");
  return made;
}

/**
 * Each process does this; a complaint that another has just done is refused and passed over. One that cannot be done keeps none of the
 * others from it; the first fault is thrown in the end.
 */
async function recomputeClocks(tools: CaseworkTools, version: number): Promise<void> {
  const by = { actor: { kind: "system" as const, rule: "calendar_changed" }, door: "system" as const };
  const tried = new Set<ComplaintId>();
  const faults: unknown[] = [];
  for (;;) {
    const ids = await tools.store.complaints.reckonedBefore(version, batch + faults.length);
    const fresh = ids.filter((id) => !tried.has(id));
    if (fresh.length === 0) break;
    for (const id of fresh) {
      tried.add(id);
      await carryOut(tools, id, { kind: "recompute_clocks" }, by).catch((fault: unknown) => faults.push(fault));
    }
  }
  if (faults.length > 0) throw new Fault("clocks-not-reckoned", `${String(faults.length)} complaints`, faults[0]);
}
