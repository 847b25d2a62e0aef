import type { Owner, Ownership, OwnershipReason } from "../conversation/ownership.ts";
import { brand } from "../ids.ts";
import type { ConversationId } from "../ids.ts";
import type { Moment } from "../ports.ts";

/** To whom a conversation goes, and why. */
export interface Handing {
  readonly owner: Owner;
  readonly why: OwnershipReason;
  /** For whoever answers next. */
  readonly note?: string;
}

/** The stretch of ownership that begins with `handing`. */
export function ownershipOf({ now, ids }: Moment, conversationId: ConversationId, handing: Handing): Ownership {
  const { owner, why, note } = handing;
  return {
    id: brand(ids.uuid()),
    conversationId,
    kind: owner.kind,
    ...(owner.kind === "agent" ? { agentId: owner.agentId } : {}),
    ...(owner.kind === "waiting" && owner.department !== undefined ? { department: owner.department } : {}),
    startedAt: now,
    why,
    ...(note === undefined ? {} : { note }),
  };
}
