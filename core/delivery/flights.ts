/** Pieces of work that are under way side by side. */
export interface Flights {
  /** How many more may begin. */
  readonly room: () => number;
  /** Lets `work` run; `landed` is called when it has ended, well or not. */
  readonly begin: (work: Promise<void>) => void;
  /** Resolves when all have ended, or after `ms` milliseconds. */
  readonly allLanded: (ms: number) => Promise<void>;
}

/** At most `limit` at once; `landed` is called as each ends. `work` handles its own faults. */
export function createFlights(limit: number, landed: () => void): Flights {
  const flying = new Set<Promise<void>>();
  return {
    room: () => limit - flying.size,
    begin: (work) => {
      const flight = work.finally(() => {
        flying.delete(flight);
        landed();
      });
      flying.add(flight);
    },
    allLanded: async (ms) => {
      if (flying.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, ms);
      await Promise.race([Promise.all(flying), promise]);
      clearTimeout(timer);
    },
  };
}
