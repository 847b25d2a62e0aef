import type { Rate } from "../channel/channel.ts";

/**
 * A token bucket without tokens (generic cell rate algorithm, ATM Forum TM 4.0): it is told by the moment at which it will be full again.
 * Milliseconds since 1970, fractions included.
 */
export interface TokenBucket {
  readonly fullAt: number;
  readonly blockedUntil: number;
}

/** A bucket that nobody has taken from. */
export const fullBucket: TokenBucket = { fullAt: 0, blockedUntil: 0 };

/** Up to `want` taken from the bucket at `now`, and when the next can be had. */
export function drawn(
  { fullAt, blockedUntil }: TokenBucket,
  rate: Rate,
  want: number,
  now: Date,
): { readonly bucket: TokenBucket; readonly granted: number; readonly free: Date } {
  const at = now.getTime();
  const each = rate.perMs / rate.count;
  const from = Math.max(fullAt, at);
  const there = blockedUntil > at ? 0 : Math.floor((at + rate.perMs - from) / each + rounding);
  const granted = Math.max(0, Math.min(want, there));
  const after = { fullAt: from + granted * each, blockedUntil };
  return { bucket: after, granted, free: nextFree(after, rate, at) };
}

/** Fractions of a millisecond do not add up exactly. */
export const rounding = 1e-6;

/** When one more can be had from `bucket`, whole milliseconds. */
export function nextFree({ fullAt, blockedUntil }: TokenBucket, { count, perMs }: Rate, at: number): Date {
  const one = Math.ceil(fullAt + perMs / count - perMs - rounding);
  return new Date(Math.max(at, one, blockedUntil));
}

/** The bucket with `count` put back. */
export function returned(bucket: TokenBucket, rate: Rate, count: number): TokenBucket {
  return { ...bucket, fullAt: bucket.fullAt - (count * rate.perMs) / rate.count };
}
