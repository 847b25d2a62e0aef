import type {
  AgentId,
  AttachmentId,
  CategoryKey,
  ComplaintId,
  ConversationId,
  CustomerId,
  DepartmentKey,
  MessageId,
  PlainDate,
  QuestionId,
  RemedyId,
  TrackingNumber,
} from "../ids.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Trouble } from "../channel/status-report.ts";
import type { Language } from "../language/language.ts";
import type { consentAnswers, DecisionKind, HeardBy, Level, Matter, RemedyKind, sampleStates } from "./complaint.ts";

/** A promise as it is made; the id and the follow-up come with the decision. */
export interface RemedyDraft {
  readonly kind: RemedyKind;
  readonly what: string;
  readonly who: string;
  readonly by: PlainDate;
}

/** The first command of every complaint. Number, passcode and hash are made by the caller, who alone sees the passcode. */
export interface Register {
  readonly kind: "register";
  readonly id: ComplaintId;
  readonly number: TrackingNumber;
  readonly passcode: string;
  readonly passcodeHash: string;
  readonly customerId: CustomerId;
  readonly language: Language;
  readonly matter: Matter;
  readonly attachments: readonly AttachmentId[];
  readonly heardBy?: HeardBy;
  /** Where the customer came from (a campaign, a product's own code), by its key in the organisation's profile: kept in the history. */
  readonly source?: string;
}

/** What can be done to a complaint that exists. Each is allowed in the states that `lifecycle.ts` names, by the actors it names. */
export type ComplaintCommand =
  | {
      readonly kind: "first_review";
      readonly category: CategoryKey;
      readonly department: DepartmentKey;
      readonly severity: Level;
      readonly safety: boolean;
      readonly complexity: Level;
      readonly impact: Level;
      readonly immediateAction: boolean;
      readonly note?: string;
    }
  | {
      readonly kind: "route";
      readonly category?: CategoryKey;
      readonly department: DepartmentKey;
      readonly reason: string;
    }
  | { readonly kind: "escalate"; readonly reason: string }
  /** Names who evaluates the present round. */
  | { readonly kind: "assign"; readonly evaluator: AgentId }
  | { readonly kind: "ask"; readonly questionId: QuestionId; readonly text: string }
  | { readonly kind: "question_delivered"; readonly questionId: QuestionId }
  | { readonly kind: "withdraw_question"; readonly questionId: QuestionId }
  | {
      readonly kind: "answer_question";
      readonly questionId: QuestionId;
      readonly words: string;
      readonly attachments: readonly AttachmentId[];
    }
  | { readonly kind: "add_evidence"; readonly words?: string; readonly attachments: readonly AttachmentId[] }
  /** `mentions`: colleagues who are told that the note names them. */
  | {
      readonly kind: "note";
      readonly words: string;
      readonly attachments: readonly AttachmentId[];
      readonly mentions?: readonly AgentId[];
    }
  | { readonly kind: "ask_for_sample"; readonly what: string }
  | {
      readonly kind: "move_sample";
      readonly sampleId: string;
      readonly to: (typeof sampleStates)[number];
      readonly note?: string;
    }
  | {
      readonly kind: "decide";
      readonly decision: DecisionKind;
      readonly report: string;
      readonly attachments: readonly AttachmentId[];
      readonly remedies: readonly RemedyDraft[];
      readonly alternatives: readonly { readonly title: string; readonly remedies: readonly RemedyDraft[] }[];
    }
  /** A platform accepted the notice of the decision. */
  | { readonly kind: "told"; readonly round: 1 | 2 }
  /** A message about the complaint did not get through on one channel; `purpose` as the outbox has it. `last`: no other way is left. */
  | {
      readonly kind: "notice_failed";
      readonly purpose: string;
      readonly messageId: MessageId;
      readonly channel: ChannelName;
      readonly trouble: Trouble;
      /** The platform's own code. */
      readonly code?: string;
      readonly last: boolean;
    }
  | {
      readonly kind: "answer_consent";
      readonly round: 1 | 2;
      readonly answer: (typeof consentAnswers)[number];
      readonly words: string;
      readonly reason?: string;
      readonly alternative?: string;
      readonly externalId?: string;
      /** The customer was told of the doubt in their own words and keeps the yes. */
      readonly confirmed?: boolean;
    }
  /** Why the customer said no, where the no came without it. */
  | { readonly kind: "give_reason"; readonly round: 1 | 2; readonly reason: string; readonly externalId?: string }
  /** Words of doubt written after a yes: the question opens again. */
  | { readonly kind: "doubt"; readonly words: string; readonly externalId?: string }
  | { readonly kind: "remind"; readonly round: 1 | 2; readonly count: number }
  | { readonly kind: "warn_of_lapse"; readonly round: 1 | 2 }
  | { readonly kind: "lapse"; readonly round: 1 | 2 }
  | { readonly kind: "undo_lapse" }
  | { readonly kind: "withdraw"; readonly reason?: string }
  /** This one is the duplicate; `into` is the first. */
  | { readonly kind: "merge"; readonly into: ComplaintId; readonly intoNumber: TrackingNumber }
  /** The other side of a merge: words and files of the duplicate come here. */
  | {
      readonly kind: "absorb";
      readonly from: ComplaintId;
      readonly words: string;
      readonly attachments: readonly AttachmentId[];
    }
  | { readonly kind: "reopen"; readonly body: string; readonly reference: string; readonly orders: string }
  | { readonly kind: "carry_out_ruling"; readonly note: string }
  | { readonly kind: "carry_out_remedy"; readonly remedyId: RemedyId; readonly note?: string }
  /** The day until which the remedy was promised is over. */
  | { readonly kind: "miss_remedy"; readonly remedyId: RemedyId }
  | { readonly kind: "ask_for_rating" }
  | {
      readonly kind: "rate";
      readonly handling: number;
      readonly outcome: number;
      readonly effort: number;
      readonly words?: string;
    }
  | { readonly kind: "renew_passcode"; readonly passcode: string; readonly passcodeHash: string }
  | {
      readonly kind: "warn_of_limit" | "miss_limit";
      readonly stage: "first_review" | "evaluation" | "conclusion";
      readonly round: 1 | 2;
    }
  /** The calendar has a new version: due dates are reckoned again. */
  | { readonly kind: "recompute_clocks" }
  | { readonly kind: "ask_for_person"; readonly reason?: string }
  /** The conversation that is about the complaint went to an agent, back to the bot, or on to somebody else; or nobody came. */
  | { readonly kind: "take_over" | "give_back"; readonly conversationId: ConversationId }
  | {
      readonly kind: "hand_on";
      readonly conversationId: ConversationId;
      /** An agent's id or a department's key; unset where anybody may take it. */
      readonly to?: AgentId | DepartmentKey;
      readonly reason: string;
    }
  | { readonly kind: "miss_take_over"; readonly conversationId: ConversationId; readonly promisedAt: Date }
  /** A chat now belongs to the customer's: number and passcode of a complaint proved it, or a code sent to the customer's number. */
  | {
      readonly kind: "join_channel";
      readonly channel: ChannelName;
      readonly conversationId: ConversationId;
      readonly proof: "passcode" | "code";
    }
  /** A chat belongs to them no more. */
  | { readonly kind: "part_channel"; readonly channel: ChannelName; readonly conversationId: ConversationId };

export type CommandKind = ComplaintCommand["kind"] | "register";
