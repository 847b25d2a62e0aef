/** First pause, doubled each time; the longest pause; how many attempts before another channel is tried. About a day in all. */
const retry = { firstMs: 2_000, longestMs: 60 * 60 * 1_000, attempts: 30 } as const;

/** When to try again after `attempts` failures, at the earliest when the platform allows it; undefined when it has been tried enough. */
export function nextAttempt(attempts: number, now: Date, retryAfterMs = 0): Date | undefined {
  if (attempts >= retry.attempts) return undefined;
  const pause = Math.min(retry.firstMs * 2 ** (attempts - 1), retry.longestMs);
  return new Date(now.getTime() + Math.max(pause, retryAfterMs));
}
