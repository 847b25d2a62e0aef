import { DeliveryError } from "../../core/errors.ts";
import { rest } from "./patience.ts";

/** Small things done beside a turn, such as answering a tap: none of them delays or breaks what the platform waits for. */
export interface Errands {
  readonly run: (errand: () => Promise<unknown>) => void;
  /** Resolves when all have ended, or after `ms` milliseconds. */
  readonly settled: (ms: number) => Promise<void>;
}

/** Faults of ours are told to `report`; that the platform would not is nobody's loss. */
export function createErrands(report: (fault: unknown) => void): Errands {
  const running = new Set<Promise<void>>();
  return {
    run: (errand) => {
      const one = errand()
        .then(
          () => undefined,
          (error: unknown) => {
            if (!(error instanceof DeliveryError)) report(error);
          },
        )
        .finally(() => running.delete(one));
      running.add(one);
    },
    settled: async (ms) => {
      const enough = new AbortController();
      await Promise.race([Promise.all(running), rest(ms, enough.signal)]);
      enough.abort();
    },
  };
}
