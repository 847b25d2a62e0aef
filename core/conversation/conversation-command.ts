import type { consentAnswers, Matter } from "../complaint/complaint.ts";
import type { AttachmentId, ComplaintId, ConversationId, QuestionId, TrackingNumber } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Refusal } from "../errors.ts";
import type { LinkedChat } from "./linked-chat.ts";
import type { SentCode } from "./sent-code.ts";

/** The only thing that a finished flow produces. It is carried out by the turn, in the turn's own commit. */
export type ConversationCommand =
  | {
      readonly kind: "file_complaint";
      readonly matter: Matter;
      readonly attachments: readonly AttachmentId[];
      readonly phone?: string;
      /** The platform says that the number is the customer's own. */
      readonly isOwnPhone?: boolean;
      readonly name?: string;
      /** Where the customer came from, by its key in the organisation's profile. */
      readonly source?: string;
    }
  /** Look up a complaint that this chat does not own yet; a right passcode lets the chat follow it. */
  | { readonly kind: "identify"; readonly number: string; readonly passcode: string }
  | {
      readonly kind: "add_evidence";
      readonly complaintId: ComplaintId;
      readonly words?: string;
      readonly attachments: readonly AttachmentId[];
    }
  | {
      readonly kind: "answer_question";
      readonly complaintId: ComplaintId;
      readonly questionId: QuestionId;
      readonly words: string;
      readonly attachments: readonly AttachmentId[];
    }
  | {
      readonly kind: "answer_consent";
      readonly complaintId: ComplaintId;
      readonly round: 1 | 2;
      readonly answer: (typeof consentAnswers)[number];
      readonly words: string;
      readonly reason?: string;
      readonly alternative?: string;
      readonly confirmed?: boolean;
    }
  | {
      readonly kind: "give_reason";
      readonly complaintId: ComplaintId;
      readonly round: 1 | 2;
      readonly reason: string;
    }
  | { readonly kind: "doubt"; readonly complaintId: ComplaintId; readonly words: string }
  | { readonly kind: "undo_lapse"; readonly complaintId: ComplaintId }
  | { readonly kind: "withdraw"; readonly complaintId: ComplaintId; readonly reason?: string }
  | { readonly kind: "renew_passcode"; readonly complaintId: ComplaintId }
  /** The customer has lost the passcode of a complaint this chat does not own: a new one goes to the mobile number or chat that filed, never here. */
  | { readonly kind: "renew_passcode_elsewhere"; readonly number: string }
  | {
      readonly kind: "rate";
      readonly complaintId: ComplaintId;
      readonly handling: number;
      readonly outcome: number;
      readonly effort: number;
      readonly words?: string;
    }
  /** `offered`: after misunderstandings. */
  | {
      readonly kind: "ask_for_person";
      readonly complaintId?: ComplaintId;
      readonly reason?: string;
      readonly offered?: true;
    }
  /** The customer of an agent's conversation wants the bot again. */
  | { readonly kind: "go_back_to_bot" }
  | { readonly kind: "choose_language"; readonly language: Language }
  | { readonly kind: "export_personal_details" }
  | { readonly kind: "erase_personal_details" }
  /** Link this chat to those of the customer whose complaint was opened here by number and passcode. */
  | { readonly kind: "join_by_passcode"; readonly complaintId: ComplaintId }
  /** Send a code to the number, to prove that it is the customer's. */
  | { readonly kind: "send_code"; readonly phone: string }
  /** The code came back: the number is the customer's where it is the one that was sent. */
  | { readonly kind: "enter_code"; readonly phone: string; readonly code: string; readonly sent: SentCode }
  /** The platform says that the number is the customer's own. */
  | { readonly kind: "prove_number"; readonly phone: string }
  | { readonly kind: "list_channels" }
  /** Undo the link of one of the customer's chats, or of this one; a stranger's knew a passcode. */
  | { readonly kind: "part_channel"; readonly conversationId: ConversationId; readonly stranger?: boolean }
  /** Send nothing here any more but answers; and take that back. */
  | { readonly kind: "opt_out" | "opt_in" };

/** Those that a customer gives to a complaint of theirs, in a chat and on the site alike. */
export type CommandOnComplaint = Extract<
  ConversationCommand,
  {
    readonly kind:
      | "add_evidence"
      | "answer_question"
      | "answer_consent"
      | "give_reason"
      | "doubt"
      | "undo_lapse"
      | "withdraw"
      | "rate";
  }
>;

/** What came of a command, for the flow to tell. */
export type Outcome =
  | { readonly ok: false; readonly refusal: Refusal }
  | {
      readonly ok: true;
      /** The complaint as it is after the command, where it is about one. */
      readonly complaint?: Complaint;
      /** Only after filing and renewal, for this one message. */
      readonly passcode?: string;
      /** The customer's yes carries words of doubt: ask whether it stands. */
      readonly doubted?: boolean;
      readonly number?: TrackingNumber;
      /** Text of an export. */
      readonly text?: string;
      /** What proves, for a while, the code that is on its way. */
      readonly sent?: SentCode;
      /** The chat belongs to another record from now on: one that had the number before. */
      readonly joined?: true;
      /** Complaints that have new passcodes, for this one message. */
      readonly renewed?: readonly { readonly complaint: Complaint; readonly passcode: string }[];
      /** The customer's chats. */
      readonly channels?: readonly LinkedChat[];
    };
