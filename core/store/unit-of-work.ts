import type { Attachment } from "../attachment/attachment.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Alert, Timer } from "../complaint/change.ts";
import type { ComplaintEvent } from "../complaint/event.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import type { InboundMessage, OutboundMessage } from "../conversation/message.ts";
import type { Ownership } from "../conversation/ownership.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Bookmark } from "../channel/bookmark.ts";
import type { AgentId, AttachmentId, ComplaintId, ConversationId, CustomerId } from "../ids.ts";

/** A thing as it was loaded and as it shall be. Without `before` it is new. Versions are checked: `after.version` is `before.version + 1`, or 1 when new. */
export interface Revision<Thing> {
  readonly before?: Thing;
  readonly after: Thing;
}

/**
 * Everything that one turn, one command or one timer writes. It is committed whole or not at all: `ConcurrentChange` when a version
 * is not the one that was loaded (or a unique key that a rival took first), `DuplicateInbound` when the inbound message is known.
 */
export interface UnitOfWork {
  readonly customers?: readonly Revision<Customer>[];
  readonly conversations?: readonly Revision<Conversation>[];
  readonly inbound?: InboundMessage;
  readonly outbound?: readonly OutboundMessage[];
  /** Conversations whose customer wrote: what was held back for them (`quiet`, `window`) is due at once. */
  readonly releases?: readonly ConversationId[];
  /** Conversations whose answers that still wait for more parts (`album`) are superseded by this work's own. */
  readonly outdated?: readonly ConversationId[];
  /**
   * Stretches of ownership that begin with this work. The conversation's open one ends at the same moment; where it has none, the bot's first one is
   * written with them, from the conversation's beginning.
   */
  readonly ownerships?: readonly Ownership[];
  /** How far a source of messages has been read with this work. */
  readonly bookmark?: Bookmark;
  readonly complaints?: readonly Revision<Complaint>[];
  readonly events?: readonly ComplaintEvent[];
  /** New files, as announced. */
  readonly attachments?: readonly Attachment[];
  /** Files that now belong to a complaint. Only that changes, so that a fetch finishing at the same moment is not undone. */
  readonly claims?: readonly { readonly attachmentId: AttachmentId; readonly complaintId: ComplaintId }[];
  /**
   * Customers whose messages lose their words, what was told to them included: GDPR, article 17. That there was a message, when and through
   * which channel, stays; so do those of this very work, and what is about to be sent. What waits until the
   * customer writes is superseded.
   */
  readonly erasures?: readonly CustomerId[];
  readonly timers?: readonly (Timer & { readonly complaintId: ComplaintId })[];
  /** With a channel it is about the channel itself: it is not raised again while one of its kind is open. */
  readonly alerts?: readonly (Alert & {
    readonly channel?: ChannelName;
    readonly complaintId?: ComplaintId;
    readonly conversationId?: string;
    /** For this agent alone: who was mentioned in a note. */
    readonly agentId?: AgentId;
    readonly at: Date;
  })[];
}
