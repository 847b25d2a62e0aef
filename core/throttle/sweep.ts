import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";

/** How long failed tries count after the last of them: seven times the longest that one blocks. Tries that slow find no passcode. */
const rememberedMs = 7 * 24 * 60 * 60_000;

const everyMs = 60 * 60_000;

/** Starts the lane that takes counts, buckets and leases that hold nobody back any more out of the store. */
export function startSweeping(tools: {
  readonly store: Pick<Store, "sweep">;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}): Lane {
  const round = async (): Promise<number> => {
    const now = tools.clock.now();
    await tools.store.sweep(now, new Date(now.getTime() - rememberedMs));
    // Once an hour is enough, however many there were.
    return 0;
  };
  return startLane(round, everyMs, tools.report);
}
