import { setTimeout as pause } from "node:timers/promises";
import { isStoreDown } from "../errors.ts";

/** Shorter than any lease, so that what is known of a message is noted before another process takes it. */
const pauseMs = 200;

/**
 * Runs `work` again while the store does not answer: a platform has taken the message, and nobody else knows. Rejects as `work` does when
 * anything else is wrong, or once `signal` says that the process ends.
 */
export async function untilStoreAnswers<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isStoreDown(error) || signal.aborted) throw error;
      await pause(pauseMs);
    }
  }
}
