import { ApiError } from "./wire.ts";
import type { Update } from "./wire.ts";
import type { UpdateQueue } from "./update-queue.ts";

/** `getUpdates`: one asks at a time, and a second one ends the first with 409. */
export interface Polling {
  readonly getUpdates: (ask: {
    readonly offset: number | undefined;
    readonly limit: number;
    readonly timeoutMs: number;
  }) => Promise<readonly Update[]>;
  readonly stop: () => void;
}

export function createPolling(queue: UpdateQueue): Polling {
  let end: ((why: "news" | "conflict" | "stop") => void) | undefined;
  queue.onAdded(() => end?.("news"));
  const find = (offset: number | undefined, limit: number): readonly Update[] =>
    queue
      .waiting()
      .map(({ update }) => update)
      .filter(({ update_id }) => offset === undefined || offset <= 0 || update_id >= offset)
      .slice(0, limit);
  return {
    getUpdates: async ({ offset, limit, timeoutMs }) => {
      end?.("conflict");
      if (offset !== undefined && offset > 0) queue.confirmBelow(offset);
      const until = Date.now() + timeoutMs;
      for (;;) {
        const found = find(offset, limit);
        const left = until - Date.now();
        if (found.length > 0 || left <= 0) return found;
        const why = await new Promise<"news" | "conflict" | "stop">((resolve) => {
          const timer = setTimeout(() => resolve("news"), left);
          end = (reason) => {
            clearTimeout(timer);
            end = undefined;
            resolve(reason);
          };
        });
        if (why === "stop") return [];
        if (why === "conflict")
          throw new ApiError(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
          );
      }
    },
    stop: () => end?.("stop"),
  };
}
