import type { z } from "zod";
import type { Channel } from "../../core/channel/channel.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import { runningClock } from "../../core/complaint/clocks.ts";
import { whatCanBeSaid } from "../../core/delivery/what-can-be-said.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { ConversationRow } from "../../core/store/lists.ts";
import type { Store } from "../../core/store/store.ts";
import type {
  complaintBriefSchema,
  composerSchema,
  conversationRowSchema,
  conversationSchema,
} from "../schemas/conversation-schema.ts";
import { messageView } from "../views/message-view.ts";

/** Messages that come with a conversation; older ones are paged. */
const NEWEST = 200;

/** Of the newest message and of a complaint, as much as a list shows. */
const EXCERPT = 160;

/** A conversation as lists show it: the channel, never the address, which is a person's own on it. */
export function conversationView({ address, ...conversation }: Conversation): z.infer<typeof conversationSchema> {
  return { ...conversation, channel: address.channel };
}

/** The newest messages, oldest first. */
export function newestMessages(
  store: Pick<Store, "conversations">,
  { id, lastSeq }: Conversation,
): Promise<readonly Message[]> {
  return store.conversations.messages(id, Math.max(0, lastSeq - NEWEST), NEWEST);
}

/** One line of the list of conversations. */
export function conversationRowView({
  conversation,
  customerName,
  last,
  unanswered,
  complaint,
}: ConversationRow): z.input<typeof conversationRowSchema> {
  return { ...conversationView(conversation), customerName, unanswered, complaint, last: lastView(last) };
}

function lastView(last: Message | undefined): z.input<typeof conversationRowSchema>["last"] {
  if (last === undefined) return undefined;
  const { seq, at, direction, author, text, attachments, delivery } = messageView(last);
  return {
    seq,
    at,
    direction,
    author: author.kind,
    text: excerpt(text),
    files: attachments.length,
    failed: delivery?.state === "failed",
  };
}

/** A complaint as the customer's card names it. */
export function complaintBrief(complaint: Complaint): z.input<typeof complaintBriefSchema> {
  const { id, number, status, closing, registeredAt, matter, review } = complaint;
  return {
    id,
    number,
    status,
    closing,
    registeredAt,
    category: matter.category,
    excerpt: excerpt(matter.description),
    safety: review?.safety === true,
    dueAt: runningClock(complaint)?.dueAt,
  };
}

/** What the composer has to know of the conversation's channel; `say` speaks the customer's language. */
export function composerView(
  conversation: Conversation,
  channel: Channel | undefined,
  now: Date,
  say: Say,
): z.input<typeof composerSchema> {
  const { maxFile: _, sends, ...room } = channel?.capabilities ?? none;
  return {
    ...whatCanBeSaid(conversation, channel, now),
    language: conversation.language,
    room,
    sends,
    answerByNumber: say("layout.answer_by_number"),
  };
}

/** Of a channel that is not open. */
const none: Channel["capabilities"] = {
  maxButtons: 0,
  maxButtonLabel: 0,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: 1_600,
  maxFile: 0,
};

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).trimEnd().toWellFormed()}…`;
}
