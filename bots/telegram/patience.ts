import { setTimeout as sleep } from "node:timers/promises";
import { DeliveryError } from "../../core/errors.ts";
import type { PollPace } from "./limits.ts";

/** Waits `ms`, or until `signal` ends it. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Asked anew: while one waited, it may have been ended. */
export function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The pause after `failures` failures in a row, at least as long as the platform asks for. */
export function pauseAfter(failures: number, error: unknown, pace: PollPace): number {
  const asked = error instanceof DeliveryError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(asked, Math.min(pace.firstPauseMs * 2 ** (failures - 1), pace.longestPauseMs));
}

/** Whether Telegram does not know the bot: until its owner does something, no patience helps. */
export function isUnknownBot(error: unknown): boolean {
  return error instanceof DeliveryError && (error.platformCode === "401" || error.platformCode === "404");
}

/** How long, and how openly, something is tried again. */
export interface Patience {
  readonly pace: PollPace;
  readonly signal: AbortSignal;
  /** Whether trying again would change nothing. */
  readonly isFinal: (error: DeliveryError) => boolean;
  /** Told of the first failure that is not final. */
  readonly onTrouble?: (error: DeliveryError) => void;
}

/** Tries `task` until it is done or `signal` ends it. Rejects where a failure is final. */
export async function untilDone(
  task: () => Promise<unknown>,
  { pace, signal, isFinal, onTrouble }: Patience,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await task();
      return;
    } catch (error) {
      if (hasEnded(signal)) return;
      if (!(error instanceof DeliveryError) || isFinal(error)) throw error;
      if (failures === 1) onTrouble?.(error);
      await rest(pauseAfter(failures, error, pace), signal);
    }
  }
}
