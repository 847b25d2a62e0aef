import type { Rate } from "../channel/channel.ts";
import type { Store } from "../store/store.ts";

const dayMs = 24 * 60 * 60_000;

/** Codes that may be sent: each costs money and annoys whoever did not ask. Enough for a slip and a lost message; five a day may be one person with two numbers. */
const limits: Readonly<Record<"number" | "chat" | "all", Rate>> = {
  number: { count: 3, perMs: dayMs },
  chat: { count: 5, perMs: dayMs },
  all: { count: 500, perMs: dayMs },
};

/**
 * Counts a code that is to be sent to `phone` on behalf of the chat `origin`; across all processes. The moment to come back at where one of the
 * limits is reached: nothing is counted then.
 */
export async function claimCode(
  buckets: Store["buckets"],
  phone: string,
  origin: string,
  now: Date,
): Promise<Date | undefined> {
  const claims = [
    { key: `code:chat:${origin}`, rate: limits.chat },
    { key: `code:number:${phone}`, rate: limits.number },
    { key: "code:all", rate: limits.all },
  ];
  for (const [place, { key, rate }] of claims.entries()) {
    const { granted, free } = await buckets.take(key, rate, 1, now);
    if (granted > 0) continue;
    for (const taken of claims.slice(0, place)) await buckets.giveBack(taken.key, taken.rate, 1);
    return free;
  }
  return undefined;
}
