import { passcodeBlocking } from "../complaint/passcode-blocking.ts";
import { normalisePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import { createSecretThrottle } from "../throttle/secret-throttle.ts";
import type { CaseworkTools } from "./tools.ts";

export type Identify = (number: string, passcode: string, origin: string) => Promise<Result<Complaint>>;

/**
 * Finds a complaint by number and passcode. Whatever is wrong, the answer is the same sentence after the same work. A try is counted per
 * number, per origin and over all *before* anything is hashed; a right passcode clears the count.
 */
export function createIdentify(tools: Pick<CaseworkTools, "store" | "clock" | "hasher">): Identify {
  const throttle = createSecretThrottle(tools.store.throttles, "passcode", passcodeBlocking);

  return async (number, passcode, origin) => {
    const known = normaliseTrackingNumber(number);
    // What is no number at all counts against its sender alone.
    const claimed = known ?? `malformed:${origin}`;
    const until = await throttle.claim(claimed, origin, tools.clock.now());
    if (until !== undefined) return refused("refusal.too_many_tries", { until });

    const complaint = known === undefined ? undefined : await tools.store.complaints.byNumber(known);
    const secret = normalisePasscode(passcode);
    if (complaint === undefined || secret === undefined) {
      await tools.hasher.burn(passcode);
      return refused("refusal.number_or_passcode");
    }
    if (!(await tools.hasher.verify(complaint.passcodeHash, secret))) return refused("refusal.number_or_passcode");
    await throttle.clear(claimed, origin);
    return accepted(complaint);
  };
}
