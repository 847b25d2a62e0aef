import type { Clock } from "../ports.ts";

/** Moments nearer to each other than this are looked at together. */
const grainMs = 50;

/** The sleep of a lane, which ends when somebody rouses it, when something that it waits for is due, or after a while in any case. */
export interface Rest {
  /** Looks again at `at`, if it still sleeps then. */
  readonly until: (at: Date) => void;
  /** Ends the sleep, or keeps the next one from beginning. */
  readonly rouse: () => void;
  /** Forgets that it was roused, and the moments that have come: a round of work begins and sees them all, or failed and should not be tried again at once. */
  readonly calm: () => void;
  readonly sleep: () => Promise<void>;
}

/** A rest of at most `longestMs` at a time. */
export function createRest(clock: Clock, longestMs: number): Rest {
  const looks = new Set<number>();
  let roused = false;
  let sleeper: { readonly wake: () => void; timer: NodeJS.Timeout } | undefined;

  const nextMs = (): number => {
    const now = clock.now().getTime();
    let next = longestMs;
    for (const look of looks) next = Math.min(next, Math.max(look - now, 0));
    return next;
  };
  return {
    until: (at) => {
      const now = clock.now().getTime();
      // What lies further off is found by the look that ends every sleep.
      if (at.getTime() - now > longestMs) return;
      looks.add(Math.ceil(Math.max(at.getTime(), now + 1) / grainMs) * grainMs);
      if (sleeper === undefined) return;
      clearTimeout(sleeper.timer);
      sleeper.timer = setTimeout(sleeper.wake, nextMs());
    },
    rouse: () => {
      roused = true;
      sleeper?.wake();
    },
    calm: () => {
      roused = false;
      const now = clock.now().getTime();
      for (const look of looks) if (look <= now) looks.delete(look);
    },
    sleep: async () => {
      if (roused) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = (): void => {
        resolve(undefined);
      };
      sleeper = { wake, timer: setTimeout(wake, nextMs()) };
      await promise;
      clearTimeout(sleeper.timer);
      sleeper = undefined;
    },
  };
}
