import type { Answer } from "./connection.ts";
import type { LoadResult } from "./plan.ts";

/** Counts answers while a load runs. */
export interface Tally {
  /** `begun` is the moment from which the latency counts, as `performance.now()` gives it. */
  count(answer: Answer, id: string, begun: number): void;
  result(): LoadResult;
}

/** Answers before `from` and after `until` (both of `performance.now()`) are kept for the ledger, and not for the speed. */
export function createTally(from: number, until: number): Tally {
  const latencies: number[] = [];
  const accepted: string[] = [];
  const refused: Record<string, number> = {};
  return {
    count: ({ status }, id, begun) => {
      const now = performance.now();
      if (status < 200 || status > 299) {
        refused[status] = (refused[status] ?? 0) + 1;
        return;
      }
      accepted.push(id);
      if (now >= from && now < until) latencies.push(now - begun);
    },
    result: () => ({ perSecond: latencies.length / ((until - from) / 1_000), latencies, accepted, refused }),
  };
}
