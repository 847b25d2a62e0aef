import { ApiError } from "./wire.ts";

/** `count` messages in each stretch of `perMs` milliseconds. */
export interface Limit {
  readonly count: number;
  readonly perMs: number;
}

/** Telegram's own, as its FAQ gives them: about 30 a second in all, one a second in a chat with short bursts. */
export const telegramLimits = { all: { count: 30, perMs: 1_000 }, chat: { count: 3, perMs: 3_000 } } as const;

/** Counts what is sent and refuses, as Telegram does, what is too much. */
export interface RateLimit {
  readonly set: (limits: { readonly all?: Limit; readonly chat?: Limit } | undefined) => void;
  /** Throws the 429 with how long to wait, or counts the message. */
  readonly count: (chatId: number) => void;
}

export function createRateLimit(): RateLimit {
  let limits: { readonly all?: Limit; readonly chat?: Limit } | undefined;
  const sent = new Map<string, number[]>();

  const check = (key: string, limit: Limit | undefined, now: number): void => {
    if (limit === undefined) return;
    const recent = (sent.get(key) ?? []).filter((at) => at > now - limit.perMs);
    sent.set(key, recent);
    const first = recent[0];
    if (recent.length < limit.count || first === undefined) return;
    const seconds = Math.max(1, Math.ceil((first + limit.perMs - now) / 1_000));
    throw new ApiError(429, `Too Many Requests: retry after ${seconds}`, seconds);
  };
  return {
    set: (given) => {
      limits = given;
      sent.clear();
    },
    count: (chatId) => {
      if (limits === undefined) return;
      const now = Date.now();
      const keys = [
        ["all", limits.all],
        [String(chatId), limits.chat],
      ] as const;
      for (const [key, limit] of keys) check(key, limit, now);
      for (const [key] of keys) sent.set(key, [...(sent.get(key) ?? []), now]);
    },
  };
}
