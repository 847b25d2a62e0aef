import type { FileStore } from "../core/attachment/attachment.ts";
import type { Address } from "../core/channel/address.ts";
import type { Channel } from "../core/channel/channel.ts";
import type { Casework } from "../core/casework/casework.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import type { StaffTools } from "../core/staff/staff-tools.ts";
import type { Store } from "../core/store/store.ts";

/** What the staff API stands on. */
export interface DeskTools extends Omit<StaffTools, "store"> {
  readonly store: Store;
  readonly casework: Casework;
  readonly files: FileStore;
  readonly organisation: Organisation;
  /** Takes over what was saved of the settings; unset where they cannot change. */
  readonly renewSettings?: () => Promise<void>;
  readonly sayIn: (language: Language) => Say;
  /** Origin that the world sees; undefined in development, where it is whatever the browser was pointed at. */
  readonly publicUrl: string | undefined;
  /** The door through which `to` is reached; undefined where none is open. */
  readonly channelTo: (to: Address) => Channel | undefined;
  /** Shows at `to` for some seconds that somebody is writing; does nothing where the channel cannot. */
  readonly showTyping: (to: Address) => Promise<void>;
}
