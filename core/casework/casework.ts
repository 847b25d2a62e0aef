import type { Attachment } from "../attachment/attachment.ts";
import type { Actor, Door } from "../complaint/actor.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint, HeardBy, Matter } from "../complaint/complaint.ts";
import type { Result } from "../errors.ts";
import type { AttachmentId, ComplaintId, ConversationId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Agent } from "../staff/agent.ts";

/** A complaint that staff enter on a customer's behalf. The passcode goes to the customer alone. */
export interface FilingOnBehalf {
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
          | "join_channel"
          | "part_channel";
      }
    >
  | { readonly kind: "ask"; readonly text: string }
  | { readonly kind: "merge"; readonly intoNumber: string };

/**
 * What desk and site do to complaints: load, let the process decide, commit with the notices that follow. A lost race is tried
 * again on the newer state. Refusals come back as values.
 */
export interface Casework {
  fileOnBehalf(filing: FilingOnBehalf, by: Agent): Promise<Result<Complaint>>;
  /** Carries out one command of staff on the complaint. */
  command(id: ComplaintId, command: StaffCommand, by: Agent): Promise<Result<Complaint>>;
  /** Gives the customer a new passcode on their own channels; staff never see it. */
  renewPasscode(id: ComplaintId, by: Actor, door: Door): Promise<Result<Complaint>>;
  /** Finds the complaint by number and passcode, throttled per complaint, per origin (a chat, an IP address) and over all. Every failure is the same refusal. */
  identify(number: string, passcode: string, origin: string): Promise<Result<Complaint>>;
  /** A file that staff uploaded, announced and staged: it is kept, and checked and cleaned at once. */
  announce(attachment: Attachment): Promise<void>;
  /** An agent's words into a conversation. */
  write(id: ConversationId, text: string, by: Agent): Promise<Result<void>>;
}
