import type { Address } from "../channel/address.ts";
import type { Conversation, Unreachable } from "../conversation/conversation.ts";
import { Fault } from "../errors.ts";
import type { ConversationId, CustomerId } from "../ids.ts";
import type { Revision } from "../store/unit-of-work.ts";
import { without } from "../without.ts";

/** The conversations of one piece of work: taken in once, changed any number of times, written back one version further. */
export interface HeldConversations {
  /** Takes in a conversation as loaded, or a new one; a second call for the same id is ignored. */
  readonly hold: (conversation: Conversation, isNew?: boolean) => void;
  /** The conversation as it stands; one that was not taken in is a `Fault`. */
  readonly conversation: (id: ConversationId) => Conversation;
  /** A conversation taken in that is held at `address`. */
  readonly at: (address: Address) => Conversation | undefined;
  readonly change: (
    id: ConversationId,
    change: Partial<Omit<Conversation, "id" | "address" | "version" | "createdAt">>,
  ) => void;
  /** Nothing can be told in the conversation from now on, for this reason; without one it can again. */
  readonly unreachable: (id: ConversationId, why: Unreachable | undefined) => void;
  /** The conversation belongs to `customerId` again, and is linked to nobody's others. */
  readonly part: (id: ConversationId, customerId: CustomerId) => void;
  /** The next sequence number of the conversation, taken. */
  readonly takeSeq: (id: ConversationId) => number;
}

interface Held {
  readonly before?: Conversation;
  now: Conversation;
  changed: boolean;
}

/** Nothing held yet, and the way to read the revisions in the end. */
export function holdConversations(): HeldConversations & {
  readonly revisions: () => readonly Revision<Conversation>[];
} {
  const held = new Map<ConversationId, Held>();
  const heldOf = (id: ConversationId): Held => {
    const found = held.get(id);
    if (found === undefined)
      throw new Fault("conversation-not-held", `conversation ${id} was not taken into the draft`);
    return found;
  };
  const change: HeldConversations["change"] = (id, part) => {
    const entry = heldOf(id);
    entry.now = { ...entry.now, ...part };
    entry.changed = true;
  };
  return {
    hold: (conversation, isNew = false) => {
      if (held.has(conversation.id)) return;
      held.set(conversation.id, { ...(isNew ? {} : { before: conversation }), now: conversation, changed: isNew });
    },
    conversation: (id) => heldOf(id).now,
    at: ({ channel, externalId }) =>
      [...held.values()].find(({ now }) => now.address.channel === channel && now.address.externalId === externalId)
        ?.now,
    change,
    unreachable: (id, why) => {
      const entry = heldOf(id);
      entry.now = why === undefined ? without(entry.now, "unreachable") : { ...entry.now, unreachable: why };
      entry.changed = true;
    },
    part: (id, customerId) => {
      const entry = heldOf(id);
      entry.now = { ...without(entry.now, "joined"), customerId };
      entry.changed = true;
    },
    takeSeq: (id) => {
      const seq = heldOf(id).now.lastSeq + 1;
      change(id, { lastSeq: seq });
      return seq;
    },
    revisions: () => [...held.values()].filter((entry) => entry.changed).map(revisionOf),
  };
}

function revisionOf({ before, now }: Held): Revision<Conversation> {
  const after = { ...now, version: (before?.version ?? 0) + 1 };
  return before === undefined ? { after } : { before, after };
}
