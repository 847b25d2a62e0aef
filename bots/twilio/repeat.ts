/** Work that is done again and again, never twice at once. */
export interface Repeating {
  /** Resolves when the first run has ended, well or not. */
  readonly first: Promise<void>;
  /** Ends the run at hand and stops. */
  stop(): Promise<void>;
}

/** Does `work` now, and `everyMs` after each end. What it rejects with goes to `report`. */
export function repeat(work: () => Promise<unknown>, everyMs: number, report: (fault: unknown) => void): Repeating {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = work()
      .catch(report)
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
      await running;
    },
  };
}
