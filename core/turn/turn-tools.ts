import type { Identify } from "../casework/identify.ts";
import type { CaseworkTools } from "../casework/tools.ts";

/** What a turn stands on. */
export interface TurnTools extends CaseworkTools {
  readonly identify: Identify;
  /** Tells operators of a fault of our own, with ids only. */
  readonly report: (error: unknown, about: { readonly conversationId: string }) => void;
}
