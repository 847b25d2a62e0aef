import type { ConversationId } from "../ids.ts";
import { brand, type OwnershipId } from "../ids.ts";
import type { Ownership } from "../conversation/ownership.ts";
import { uuidOf } from "./uuid.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What a work does to the stretches of ownership of one conversation. */
export interface ChangeOfHands {
  readonly conversationId: ConversationId;
  /** Those that begin, in order, each ended by the next. */
  readonly stretches: readonly Ownership[];
  /** The bot's, from the conversation's beginning, for where none is known yet. */
  readonly first: Ownership;
}

/** Each conversation's share of the ownerships of `work`. */
export function changesOfHands({ ownerships = [], conversations = [] }: UnitOfWork): readonly ChangeOfHands[] {
  const byConversation = Map.groupBy(ownerships, ({ conversationId }) => conversationId);
  return Array.from(byConversation, ([conversationId, given]) => {
    const startedAt = given[0]?.startedAt ?? new Date(0);
    const createdAt = conversations.find(({ after }) => after.id === conversationId)?.after.createdAt ?? startedAt;
    return {
      conversationId,
      stretches: given.map((one, index) => endedBy(given[index + 1], one)),
      first: {
        id: brand<OwnershipId>(uuidOf(`ownership ${conversationId}`)),
        conversationId,
        kind: "bot",
        startedAt: createdAt,
        why: "began",
        endedAt: startedAt,
      },
    };
  });
}

function endedBy(next: Ownership | undefined, { endedAt: _, ...one }: Ownership): Ownership {
  return next === undefined ? one : { ...one, endedAt: next.startedAt };
}
