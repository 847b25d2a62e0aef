import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { normalisePasscode } from "../complaint/passcode.ts";
import { blockAfter } from "../complaint/passcode-throttle.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { CaseworkTools } from "./tools.ts";

/** Wrong tries that an origin has beyond those of one complaint: several people may share an address. */
const sparedForOrigin = 15;

/** Tries a second over all, for each process: what one core can hash without the conversations suffering. Source: argon2id at 19 MiB, about 20 ms a try. */
const triesPerSecond = 20;

export type Identify = (number: string, passcode: string, origin: string) => Promise<Result<Complaint>>;

/**
 * Finds a complaint by number and passcode. Whatever is wrong, the answer is the same sentence after the same work. A try is counted per
 * number, per origin and over all *before* anything is hashed, so that many at once count as many; a right passcode clears the count.
 */
export function createIdentify(tools: Pick<CaseworkTools, "store" | "clock" | "hasher">): Identify {
  const overAll = new RateLimiterMemory({ points: triesPerSecond, duration: 1 });

  return async (number, passcode, origin) => {
    const known = normaliseTrackingNumber(number);
    const now = tools.clock.now();
    const keys = [`passcode:number:${known ?? "malformed"}`, `passcode:origin:${origin}`] as const;
    const until = (await claimAll(tools, keys, now)) ?? (await claimOverAll(overAll, now));
    if (until !== undefined) return refused("refusal.too_many_tries", { until });

    const complaint = known === undefined ? undefined : await tools.store.complaints.byNumber(known);
    const secret = normalisePasscode(passcode);
    if (complaint === undefined || secret === undefined) {
      await tools.hasher.burn(passcode);
      return refused("refusal.number_or_passcode");
    }
    if (!(await tools.hasher.verify(complaint.passcodeHash, secret))) return refused("refusal.number_or_passcode");
    await Promise.all(keys.map((key) => tools.store.throttles.clear(key)));
    return accepted(complaint);
  };
}

async function claimAll(
  { store }: Pick<CaseworkTools, "store">,
  [number, origin]: readonly [string, string],
  now: Date,
): Promise<Date | undefined> {
  return (await claim(store, number, 0, now)) ?? (await claim(store, origin, sparedForOrigin, now));
}

/** Counts the try as a failure beforehand; the moment from which the key is free again where it is blocked. */
async function claim(store: CaseworkTools["store"], key: string, spared: number, now: Date): Promise<Date | undefined> {
  const before = await store.throttles.read(key);
  if (before.blockedUntil !== undefined && before.blockedUntil > now) return before.blockedUntil;
  const after = await store.throttles.fail(key, now, (failures) => blockAfter(failures - spared, now));
  const rivals = after.failures - 1 - before.failures;
  return rivals > 0 ? blockAfter(after.failures - 1 - spared, now) : undefined;
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
