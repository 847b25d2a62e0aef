import type { Clock } from "../../ports.ts";
import type { Store } from "../store.ts";
import type { ComplaintTimer, TimerJob, Tables } from "./tables.ts";

/** How often a running program looks for timers that have come due. */
const LOOK_EVERY_MS = 100;
/** After a failure a timer waits this long, twice as long after the next. */
const FIRST_RETRY_MS = 1000;

export interface MemoryTimers {
  readonly port: Store["timers"];
  /** Runs every timer that is due by the store's clock, and waits for the work; for tests that move the clock. */
  runDue(): Promise<void>;
}

/** Timers by the store's own clock. */
export function memoryTimers(tables: Tables, clock: Clock): MemoryTimers {
  let work: ((timer: ComplaintTimer) => Promise<void>) | undefined;
  let looking: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const runDue = (): Promise<void> => (running = running.then(() => runAll(tables, clock, work)));
  return {
    runDue,
    port: {
      start: async (given) => {
        work = given;
        looking = setInterval(() => void runDue(), LOOK_EVERY_MS).unref();
      },
      stop: async () => {
        work = undefined;
        clearInterval(looking);
        await running;
      },
    },
  };
}

async function runAll(
  tables: Tables,
  clock: Clock,
  work: ((timer: ComplaintTimer) => Promise<void>) | undefined,
): Promise<void> {
  if (!work) return;
  for (let job = nextDue(tables, clock); job; job = nextDue(tables, clock)) {
    try {
      await work(job.timer);
      tables.timerJobs.delete(job.timer.key);
    } catch {
      const runAt = clock.now().getTime() + FIRST_RETRY_MS * 2 ** job.failures;
      tables.timerJobs.set(job.timer.key, { ...job, runAt, failures: job.failures + 1 });
    }
  }
}

function nextDue(tables: Tables, clock: Clock): TimerJob | undefined {
  const now = clock.now().getTime();
  return [...tables.timerJobs.values()]
    .filter(({ runAt }) => runAt <= now)
    .sort((one, other) => one.runAt - other.runAt)[0];
}
