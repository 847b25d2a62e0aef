import { uuidv7 } from "uuidv7";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Ownership } from "../../core/conversation/ownership.ts";
import { brand, type OwnershipId } from "../../core/ids.ts";
import { NOON } from "./store.fixtures.ts";

/** A stretch of ownership that begins at `NOON`. */
export function ownership(of: Conversation, change: Partial<Ownership> = {}): Ownership {
  return {
    id: brand<OwnershipId>(uuidv7()),
    conversationId: of.id,
    kind: "waiting",
    startedAt: NOON,
    why: "asked",
    ...change,
  };
}
