import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Store } from "../store/store.ts";
import type { Blocking } from "./block-after.ts";
import { claimTry } from "./claim-try.ts";

/** Tries that one origin has beyond those of one secret: several people may share an address. */
const sparedForOrigin = 15;

/** Tries a second over all, for each process: what one core can hash beside its work, at about 20 ms a try of argon2id with 19 MiB. */
const triesPerSecond = 20;

/** Guards one kind of secret against guessing. */
export interface SecretThrottle {
  /** Counts a try for `secret` and `origin`, and over all, before anything is hashed. The moment to come back at, where the try is not let through. */
  claim(secret: string, origin: string, now: Date): Promise<Date | undefined>;
  /** The try was right: forgets what was counted. */
  clear(secret: string, origin: string): Promise<void>;
}

/**
 * A throttle whose counts are kept in the store under `kind`, so that every process sees them. The secret's own count comes last: only a try
 * that would be let through counts against it, so that nobody who is held back can lock out the secret's owner.
 */
export function createSecretThrottle(throttles: Store["throttles"], kind: string, blocking: Blocking): SecretThrottle {
  const overAll = new RateLimiterMemory({ points: triesPerSecond, duration: 1 });
  const forOrigin = { ...blocking, free: blocking.free + sparedForOrigin };
  const keyOf = (secret: string): string => `${kind}:secret:${secret}`;
  const originKeyOf = (origin: string): string => `${kind}:origin:${origin}`;

  return {
    claim: async (secret, origin, now) =>
      (await claimTry(throttles, originKeyOf(origin), forOrigin, now)) ??
      // What is blocked already is not hashed, and takes nobody's place.
      (await blockedUntil(throttles, keyOf(secret), now)) ??
      (await claimOverAll(overAll, now)) ??
      (await claimTry(throttles, keyOf(secret), blocking, now)),
    clear: async (secret, origin) => {
      await Promise.all([throttles.clear(keyOf(secret)), throttles.clear(originKeyOf(origin))]);
    },
  };
}

async function blockedUntil(throttles: Store["throttles"], key: string, now: Date): Promise<Date | undefined> {
  const { blockedUntil: until } = await throttles.read(key);
  return until !== undefined && until > now ? until : undefined;
}

async function claimOverAll(limiter: RateLimiterMemory, now: Date): Promise<Date | undefined> {
  try {
    await limiter.consume("all");
    return undefined;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return new Date(now.getTime() + rejection.msBeforeNext);
    throw rejection;
  }
}
