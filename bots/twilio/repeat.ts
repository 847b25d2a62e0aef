import { setTimeout as pause } from "node:timers/promises";

/** Work that is done again and again, never twice at once. */
export interface Repeating {
  /** Resolves when the first run has ended, well or not. */
  readonly first: Promise<void>;
  /** Ends it: the run at hand may take two seconds more, and is then told to begin nothing new and left behind. */
  stop(): Promise<void>;
}

/** Well within the 10 s that a server may take to stop; a platform that hangs answers later, or never. */
const stopMs = 2_000;

/** Does `work` now, and `everyMs` after each end. What it rejects with goes to `report`, unless it was left behind. */
export function repeat(
  work: (leftBehind: AbortSignal) => Promise<unknown>,
  everyMs: number,
  report: (fault: unknown) => void,
): Repeating {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = work(ending.signal)
      .catch((fault: unknown) => {
        if (!ending.signal.aborted) report(fault);
      })
      .then(() => {
        if (isStopped) return;
        timer = setTimeout(run, everyMs);
        timer.unref();
      });
  };
  run();
  return {
    first: running,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await Promise.race([running, pause(stopMs, undefined, { ref: false })]);
      ending.abort();
    },
  };
}
