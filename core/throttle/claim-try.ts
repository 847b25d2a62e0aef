import type { Store } from "../store/store.ts";
import { blockAfter } from "./block-after.ts";
import type { Blocking } from "./block-after.ts";

/**
 * Counts a try under `key` before its work is done, so that many at once count as many. Gives the moment from which the key is free
 * again where it is blocked; the caller clears the key after a right try.
 */
export async function claimTry(
  throttles: Store["throttles"],
  key: string,
  blocking: Blocking,
  now: Date,
): Promise<Date | undefined> {
  const before = await throttles.read(key);
  if (before.blockedUntil !== undefined && before.blockedUntil > now) return before.blockedUntil;
  const after = await throttles.fail(key, now, (failures) => blockAfter(blocking, failures, now));
  const hasRivals = after.failures - 1 > before.failures;
  return hasRivals ? blockAfter(blocking, after.failures - 1, now) : undefined;
}
