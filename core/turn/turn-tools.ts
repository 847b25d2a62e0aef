import type { Identify } from "../casework/identify.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { StartLinks } from "./start-links.ts";
import type { SecretThrottle } from "../throttle/secret-throttle.ts";

/** What a turn stands on. */
export interface TurnTools extends CaseworkTools {
  readonly identify: Identify;
  /** Counts who asks for new passcodes by number, before anything is hashed. */
  readonly renewals: SecretThrottle;
  /** Reads the links by which chats are opened. */
  readonly startLinks: StartLinks;
  /** Tells operators of a fault of our own, with ids only. */
  readonly report: (error: unknown, about: { readonly conversationId: string }) => void;
}
