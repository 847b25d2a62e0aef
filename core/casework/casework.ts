import type { Attachment } from "../attachment/attachment.ts";
import type { Actor, Door } from "../complaint/actor.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint, HeardBy, Matter } from "../complaint/complaint.ts";
import type { Result } from "../errors.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import type { AgentId, AttachmentId, ComplaintId, ConversationId, DepartmentKey, MessageId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Agent } from "../staff/agent.ts";
import type { Preview } from "./preview.ts";

/** A complaint that staff enter on a customer's behalf. The passcode goes to the customer alone. */
export interface FilingOnBehalf {
  /** The conversation in which the customer told it: the complaint is its customer's. */
  readonly conversationId?: ConversationId;
  readonly customer: {
    readonly name?: string;
    readonly phone?: string;
    readonly email?: string;
    readonly language: Language;
  };
  readonly heardBy: HeardBy;
  readonly matter: Matter;
  readonly attachments: readonly AttachmentId[];
}

/**
 * Commands that staff may send as they are; those of customers and of the clock come by other ways. `told` is for a decision that no
 * channel could carry and that an agent told by telephone or letter.
 */
export type StaffCommand =
  | Exclude<
      ComplaintCommand,
      {
        readonly kind:
          | "question_delivered"
          | "notice_failed"
          | "absorb"
          | "merge"
          | "ask"
          | "remind"
          | "warn_of_lapse"
          | "lapse"
          | "warn_of_limit"
          | "miss_limit"
          | "recompute_clocks"
          | "renew_passcode"
          | "answer_consent"
          | "give_reason"
          | "answer_question"
          | "doubt"
          | "undo_lapse"
          | "rate"
          | "ask_for_rating"
          | "miss_remedy"
          | "ask_for_person"
          | "take_over"
          | "give_back"
          | "hand_on"
          | "miss_take_over"
          | "join_channel"
          | "part_channel";
      }
    >
  | { readonly kind: "ask"; readonly text: string }
  | { readonly kind: "merge"; readonly intoNumber: string };

/** Where a conversation goes on: to an agent, or in line for a department. */
export type HandingOn = ({ readonly agentId: AgentId } | { readonly department: DepartmentKey }) & {
  readonly reason: string;
};

/** Flows that an agent can begin for a customer. */
export const startableFlows = ["file_complaint", "follow", "number", "language"] as const;

export type StartableFlow = (typeof startableFlows)[number];

/** What an agent writes. */
export interface AgentWords {
  readonly text: string;
  /** Staff's own uploads; sent where the channel can, else as links. */
  readonly attachments: readonly AttachmentId[];
  /** Answers to tap; the customer's tap comes back as a message of theirs. */
  readonly choices: readonly string[];
  /** Sequence number of the newest message that the agent has seen: refused, with `refusal.customer_wrote_meanwhile`, where the customer wrote since. */
  readonly afterSeq: number;
  /** Made by the writer; words with one that is known are written once. */
  readonly clientId?: string;
}

/**
 * What desk and site do to complaints: load, let the process decide, commit with the notices that follow. A lost race is tried
 * again on the newer state. Refusals come back as values.
 */
export interface Casework {
  fileOnBehalf(filing: FilingOnBehalf, by: Agent): Promise<Result<Complaint>>;
  /**
   * Carries out one command of staff on the complaint. With `seen`, the version that the agent had before them, it is refused with
   * `refusal.changed_meanwhile` where the complaint has changed since.
   */
  command(id: ComplaintId, command: StaffCommand, by: Agent, seen?: number): Promise<Result<Complaint>>;
  /** What the command would tell the customer, message by message, as each channel would show it; nothing happens. Refused as the command would be. */
  preview(id: ComplaintId, command: StaffCommand, by: Agent): Promise<Result<Preview>>;
  /** Gives the customer a new passcode on their own channels; staff never see it. */
  renewPasscode(id: ComplaintId, by: Actor, door: Door): Promise<Result<Complaint>>;
  /** Finds the complaint by number and passcode, throttled per complaint, per origin (a chat, an IP address) and over all. Every failure is the same refusal. */
  identify(number: string, passcode: string, origin: string): Promise<Result<Complaint>>;
  /** A file that staff uploaded, announced and staged: it is kept, and checked and cleaned at once. */
  announce(attachment: Attachment): Promise<void>;
  /**
   * The conversation is the agent's from now on, and the bot is silent; its customer is told. Refused where another agent has it: of two who claim at
   * once, one wins. One's own stays one's own.
   */
  takeOver(id: ConversationId, by: Agent): Promise<Result<Conversation>>;
  /** The bot answers again, from the step that was open; the customer is told. Refused to whoever does not own it (managers may). */
  giveBack(id: ConversationId, by: Agent): Promise<Result<Conversation>>;
  /** Hands the conversation on, with a reason that the next one reads; the customer is told that somebody else comes. */
  handOn(id: ConversationId, to: HandingOn, by: Agent): Promise<Result<Conversation>>;
  /** Puts the bot's questions to the customer of a conversation that the agent owns, which goes back to the bot until they are answered. */
  startFlow(id: ConversationId, flow: StartableFlow, by: Agent): Promise<Result<Conversation>>;
  /** An agent's words into a conversation of theirs. */
  write(id: ConversationId, words: AgentWords, by: Agent): Promise<Result<OutboundMessage>>;
  /** Takes back what was written and not yet handed to a platform. */
  takeBack(id: MessageId, by: Agent): Promise<Result<void>>;
}
