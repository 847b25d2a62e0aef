import type { z } from "zod";
import type {
  attachmentSchema,
  conversationDetailSchema,
  conversationPageSchema,
  conversationRowSchema,
  messagePageSchema,
  messageSchema,
} from "../../schemas/conversation-schema.ts";
import type { Wire } from "../api/wire.ts";

/** What the staff API answers about conversations, as it arrives. */
export type ConversationDetail = Wire<z.output<typeof conversationDetailSchema>>;
export type Composer = ConversationDetail["composer"];
export type Owner = ConversationDetail["conversation"]["owner"];
export type Ownership = ConversationDetail["ownerships"][number];
export type ConversationRow = Wire<z.output<typeof conversationRowSchema>>;
export type ConversationPage = Wire<z.output<typeof conversationPageSchema>>;
export type ChatMessage = Wire<z.output<typeof messageSchema>>;
export type MessagePage = Wire<z.output<typeof messagePageSchema>>;
export type ChatFile = Wire<z.output<typeof attachmentSchema>>;
