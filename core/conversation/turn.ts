import type { AttachmentId, ComplaintId } from "../ids.ts";
import type { Prompt } from "../channel/prompt.ts";
import type { Reply } from "../channel/inbound.ts";
import type { Language } from "../language/language.ts";
import type { Offer } from "./conversation.ts";
import type { ConversationState } from "./conversation.ts";
import type { ConversationCommand } from "./conversation-command.ts";

/** What the engine is given for one inbound message. */
export interface TurnInput {
  readonly state: ConversationState;
  readonly reply: Reply;
  /** The platform's id of the message; an edit of it names it. */
  readonly externalId: string;
  /** Records of the reply's files, made before the turn, in the same order. */
  readonly attachments: readonly AttachmentId[];
  /** The words of this very message, where `reply` gathers those of several. */
  readonly words?: string;
  /** What the link says by which the customer opened the chat; unset where there was none, or none that holds. */
  readonly opening?: Opening;
}

/** A link into the chat, read and checked: to a complaint that the chat may follow from now on, from a source, or into a language. */
export type Opening =
  | { readonly kind: "complaint"; readonly complaintId: ComplaintId }
  /** By its key in the organisation's profile. */
  | { readonly kind: "source"; readonly source: string }
  | { readonly kind: "language"; readonly language: Language };

/** Something to say, and what its choices are about, if it has any. */
export interface Utterance {
  readonly prompt: Prompt;
  readonly about?: Offer["about"];
}

/** The end of a turn: the state to keep and what to say, in order. */
export interface TurnDone {
  readonly kind: "done";
  readonly state: ConversationState;
  readonly say: readonly Utterance[];
  /** No question took the reply as its answer: it is kept for staff. */
  readonly unassigned: boolean;
  readonly language?: Language;
}

/** A flow has finished: carry `command` out, then call `conclude` with the outcome. `conclude` does not ask for a second command. */
export interface TurnCommand {
  readonly kind: "command";
  readonly command: ConversationCommand;
  /** State to go on from with the outcome. Data, so that a test can print it. */
  readonly pending: ConversationState;
  /** Words said before the outcome is known, in order. */
  readonly say: readonly Utterance[];
}

export type TurnResult = TurnDone | TurnCommand;
