import type { AttachmentId, ConversationId, MessageId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Detail } from "./prompt.ts";

/** A choice as a button carries it. `token` is at most 32 characters of `[A-Za-z0-9.]`, says nothing personal, and names the question asked. */
export interface OfferedChoice {
  readonly token: string;
  readonly label: string;
}

/** One message to a customer, ready to be rendered by a channel. */
export interface Outbound {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  /** Place in the conversation, counted from 1 without gaps. */
  readonly seq: number;
  readonly language: Language;
  readonly text: string;
  readonly details: readonly Detail[];
  readonly choices: readonly OfferedChoice[];
  readonly files: readonly AttachmentId[];
  /** Set where the customer's own number answers it: a platform with a way to share it shows that. */
  readonly wantsContact?: true;
  /** What the transcript keeps in the place of `text` and `details`, where they tell a secret. */
  readonly kept?: { readonly text: string; readonly details: readonly Detail[] };
  /** Who speaks: the bot, or an agent whose display name is shown. */
  readonly author: { readonly kind: "bot" } | { readonly kind: "agent"; readonly name: string };
}
