import type { AgentId } from "../ids.ts";

/** Somebody of staff looks at something, or writes; a customer writes. Lives as long as it takes to hear of it: nothing is kept. */
export interface Presence {
  readonly about: { readonly kind: "complaint" | "conversation"; readonly id: string };
  readonly who: { readonly kind: "agent"; readonly agentId: AgentId } | { readonly kind: "customer" };
  readonly doing: "looking" | "writing" | "left";
}

/**
 * A row changed; readers look again. Ids only, never words. `missed`, with an empty id: the connection was lost for a while, so
 * anything may have changed.
 */
export type StoreNews =
  | {
      readonly kind: "complaint" | "conversation" | "attachment" | "alert" | "calendar" | "settings" | "missed";
      readonly id: string;
    }
  /** `id` is that of what it is about. */
  | { readonly kind: "presence"; readonly id: string; readonly presence: Presence };
