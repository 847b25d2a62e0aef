import type { Calendar } from "../calendar/calendar.ts";
import type { Address, ChannelName } from "../channel/address.ts";
import type { Capabilities } from "../channel/channel.ts";
import type { Language } from "../language/language.ts";
import type { Say } from "../language/text-key.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { Clock, Ids, Random } from "../ports.ts";
import type { SecretHasher } from "../staff/secret-hasher.ts";
import type { Store } from "../store/store.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";

/** What everything that carries out commands stands on. Made once, by the composition root or a test. */
export interface CaseworkTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly organisation: Organisation;
  /** The version in force. */
  readonly calendar: () => Calendar;
  readonly hasher: SecretHasher;
  readonly sayIn: (language: Language) => Say;
  /** The channels that this installation can send through, as of now: doors are opened after the core is made. */
  readonly channels: () => ReadonlyMap<ChannelName, Capabilities>;
  /** Whether an ordinary answer to `to` is delivered by its commit, as `Channel` has it. */
  readonly isReadInLog: (to: Address) => boolean;
  /** The page on which the customer at `to` answers who cannot answer there, as `Channel` has it. */
  readonly answersAt: (to: Address) => string | undefined;
  /** Called with what was committed; wakes the sender and the fetcher where it put something in line for them. */
  readonly committed: (work: UnitOfWork) => void;
}
