import type { Meter } from "../meter.ts";
import type { Clock, Ids, Random } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { SecretHasher } from "./secret-hasher.ts";

/** What the rules about staff stand on. Made once, by the composition root or a test. */
export interface StaffTools {
  readonly store: Pick<Store, "staff" | "audit" | "throttles">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly hasher: SecretHasher;
  readonly meter: Meter;
}
