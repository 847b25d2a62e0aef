import type { Store } from "../store/store.ts";

/** Wrong tries that are free; from then on each one blocks. */
const FREE_TRIES = 5;

const FIRST_BLOCK_MS = 15 * 60_000;

/** The cap keeps a stranger from locking somebody out for good: 24 guesses a day lead nowhere against 12 characters. */
const LONGEST_BLOCK_MS = 60 * 60_000;

/**
 * Counts a try under `key` before anything is hashed, so that many at once count as many. Gives the moment from which the key is
 * free again where it is blocked; the caller clears the key after a right try. `spared` tries are free beyond the usual five.
 */
export async function claimTry(
  throttles: Store["throttles"],
  key: string,
  spared: number,
  now: Date,
): Promise<Date | undefined> {
  const before = await throttles.read(key);
  if (before.blockedUntil !== undefined && before.blockedUntil > now) return before.blockedUntil;
  const after = await throttles.fail(key, now, (failures) => blockAfter(failures - spared, now));
  const hasRivals = after.failures - 1 > before.failures;
  return hasRivals ? blockAfter(after.failures - 1 - spared, now) : undefined;
}

function blockAfter(failures: number, now: Date): Date | undefined {
  if (failures < FREE_TRIES) return undefined;
  const ms = Math.min(LONGEST_BLOCK_MS, FIRST_BLOCK_MS * 2 ** (failures - FREE_TRIES));
  return new Date(now.getTime() + ms);
}
