import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";

/**
 * How long words that are told and not kept can still be read in the log: the web chat's customers read them there, and may lose the
 * connection or reload the page meanwhile.
 */
export const readableMs = 15 * 60_000;

const everyMs = 60_000;

/** Starts the lane that takes passcodes out of the transcripts once they have been told. */
export function startForgetting(tools: {
  readonly store: Pick<Store, "outbox">;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}): Lane {
  const round = async (): Promise<number> => {
    await tools.store.outbox.forget(new Date(tools.clock.now().getTime() - readableMs));
    // Once a minute is enough, however many there were.
    return 0;
  };
  return startLane(round, everyMs, tools.report);
}
