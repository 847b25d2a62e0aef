import { setTimeout as wait } from "node:timers/promises";

const LOOK_MS = 15;
/** Longer than the longest that a customer waits for an answer: who has not come by then waits for a bot that is broken. */
const SHUT_MS = 90_000;

/** Where customers stop when they are to. */
export interface Gate {
  /** Resolves when it is open. */
  passed: () => Promise<void>;
  /** Resolves once everybody waits before it, or when that takes too long. */
  shut: () => Promise<void>;
  open: () => void;
}

/** A gate, open at first, that `count` customers pass again and again. */
export function createGate(count: number): Gate {
  let opened: PromiseWithResolvers<undefined> | undefined;
  let waiting = 0;
  return {
    passed: async () => {
      if (opened === undefined) return;
      waiting += 1;
      await opened.promise;
      waiting -= 1;
    },
    shut: async () => {
      opened ??= Promise.withResolvers<undefined>();
      const deadline = performance.now() + SHUT_MS;
      while (waiting < count && performance.now() < deadline) await wait(LOOK_MS);
    },
    open: () => {
      opened?.resolve(undefined);
      opened = undefined;
    },
  };
}
