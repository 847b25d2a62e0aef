import { setTimeout as wait } from "node:timers/promises";

const LOOK_MS = 15;

/** Where customers stop when they are to. */
export interface Gate {
  /** Resolves when it is open. */
  passed: () => Promise<void>;
  /** Resolves once everybody waits before it. */
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
      while (waiting < count) await wait(LOOK_MS);
    },
    open: () => {
      opened?.resolve(undefined);
      opened = undefined;
    },
  };
}
