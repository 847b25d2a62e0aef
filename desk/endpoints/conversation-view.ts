import type { z } from "zod";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { Store } from "../../core/store/store.ts";
import type { conversationSchema } from "../schemas/conversation-schema.ts";

/** Messages that come with a conversation; older ones are paged. */
const NEWEST = 200;

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
