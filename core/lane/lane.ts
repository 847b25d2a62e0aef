/** Work that runs again and again beside the turns until it is stopped. */
export interface Lane {
  /** Looks for work now; called after each commit. */
  readonly wake: () => void;
  /** Finishes the round at hand and stops. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs `round` until it finds nothing, then sleeps until it is woken or `idleMs` have passed. `round` returns how much it did; when it throws,
 * the fault is reported and the lane sleeps.
 */
export function startLane(round: () => Promise<number>, idleMs: number, report: (error: unknown) => void): Lane {
  let stopped = false;
  let woken = false;
  let rouse: (() => void) | undefined;

  const sleep = async (): Promise<void> => {
    if (woken || stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };
  const safely = async (): Promise<number> => {
    try {
      return await round();
    } catch (error) {
      report(error);
      woken = false;
      return 0;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      if ((await safely()) === 0) await sleep();
    }
  };
  const running = run();

  return {
    wake: () => {
      woken = true;
      rouse?.();
    },
    stop: async () => {
      stopped = true;
      rouse?.();
      await running;
    },
  };
}
