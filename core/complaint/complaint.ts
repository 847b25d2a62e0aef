import type { StageClock } from "../calendar/stage-clock.ts";
import type {
  AgentId,
  AttachmentId,
  CategoryKey,
  ComplaintId,
  CustomerId,
  DepartmentKey,
  PlainDate,
  QuestionId,
  RemedyId,
  TrackingNumber,
} from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Actor, Door } from "./actor.ts";
import type { Closing, Status } from "./status.ts";

/** A complaint with all that belongs to it: the unit that is loaded, changed by one command, and committed whole. */
export interface Complaint {
  readonly id: ComplaintId;
  readonly number: TrackingNumber;
  /** argon2id of the passcode with the pepper; the passcode itself is never kept. */
  readonly passcodeHash: string;
  /** Raised by one at each change; a commit that was computed on an older version is refused. */
  readonly version: number;
  readonly customerId: CustomerId;
  /** Who entered it: the customer, or a member of staff on the customer's behalf. */
  readonly filedBy: Actor;
  readonly door: Door;
  /** How staff heard of it when they filed it: `phone`, `counter`, `letter`, `email`, `visit`. */
  readonly heardBy?: HeardBy;
  readonly language: Language;
  readonly registeredAt: Date;
  readonly status: Status;
  /** Present exactly when `status` is `closed`. */
  readonly closing?: Closing;
  readonly closedAt?: Date;
  readonly mergedInto?: ComplaintId;
  readonly matter: Matter;
  readonly department?: DepartmentKey;
  readonly review?: FirstReview;
  readonly escalatedAt?: Date;
  /** At most two, in order. */
  readonly rounds: readonly Round[];
  readonly questions: readonly Question[];
  readonly samples: readonly Sample[];
  readonly evidence: readonly Evidence[];
  readonly clocks: readonly StageClock[];
  /** The external body's ruling after which an open complaint was taken up again. */
  readonly ruling?: Ruling;
  /** When the customer was asked how satisfied they are. */
  readonly ratingAskedAt?: Date;
  readonly rating?: Rating;
}

export const heardBy = ["phone", "counter", "letter", "email", "visit"] as const;

export type HeardBy = (typeof heardBy)[number];

/** What the complaint is about, in the customer's own words. */
export interface Matter {
  readonly category: CategoryKey;
  readonly description: string;
  readonly product?: string;
  readonly lot?: string;
  readonly orderNumber?: string;
  /** What would satisfy the customer. */
  readonly expectation?: string;
}

export const levels = ["low", "medium", "high"] as const;

export type Level = (typeof levels)[number];

/** The initial assessment of ISO 10002:2018, 8.4. */
export interface FirstReview {
  readonly at: Date;
  readonly by: AgentId;
  readonly severity: Level;
  /** Whether somebody's safety is or may be concerned; escalates at once. */
  readonly safety: boolean;
  readonly complexity: Level;
  readonly impact: Level;
  readonly immediateAction: boolean;
  readonly note?: string;
}

/** One evaluation, from its start to the customer's answer. */
export interface Round {
  readonly round: 1 | 2;
  readonly startedAt: Date;
  readonly evaluator?: AgentId;
  readonly decision?: Decision;
  /** When a platform accepted the notice of the decision; ends the conclusion stage. */
  readonly toldAt?: Date;
  readonly consent?: ConsentQuestion;
}

export const decisionKinds = ["justified", "partly_justified", "not_justified"] as const;

export type DecisionKind = (typeof decisionKinds)[number];

/** What was found and what is offered. */
export interface Decision {
  readonly at: Date;
  readonly by: AgentId;
  readonly kind: DecisionKind;
  /** The report, in the complaint's language. */
  readonly report: string;
  readonly attachments: readonly AttachmentId[];
  /** What is promised whichever alternative is chosen. */
  readonly remedies: readonly Remedy[];
  /** Round 2 may offer several solutions to choose from; empty where there is only one. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  /** Short key within the decision: `a`, `b`, `c` … */
  readonly key: string;
  readonly title: string;
  readonly remedies: readonly Remedy[];
}

/** The kinds of response of ISO 10002:2018, 8.6 and its guidance. */
export const remedyKinds = [
  "replacement",
  "refund",
  "repair",
  "discount",
  "technical_help",
  "information",
  "apology",
  "other",
] as const;

export type RemedyKind = (typeof remedyKinds)[number];

/** A promise: who does what by when. */
export interface Remedy {
  readonly id: RemedyId;
  readonly kind: RemedyKind;
  readonly what: string;
  /** Who carries it out: a department, or a person by name. */
  readonly who: string;
  readonly by: PlainDate;
  /** Set by acceptance; only then is it followed up. */
  readonly promisedAt?: Date;
  readonly carriedOut?: { readonly at: Date; readonly by: AgentId; readonly note?: string };
  /** When staff were told that the promised day had passed. */
  readonly missedAt?: Date;
}

/** The request for the customer's yes or no to one round's decision: one per complaint and round. */
export interface ConsentQuestion {
  readonly askedAt: Date;
  /** The exact words that were shown, their SHA-256 in hex and their language. */
  readonly text: string;
  readonly textHash: string;
  readonly language: Language;
  readonly state: "asked" | "doubted" | "answered" | "lapsed";
  /** Every answer in order; a doubt after a yes adds one and never erases the earlier. */
  readonly answers: readonly ConsentAnswer[];
  readonly remindedAt: readonly Date[];
  /** The day told to the customer after which silence closes the complaint, where the organisation has such a rule. */
  readonly lapsesAt?: Date;
}

export const consentAnswers = ["accept", "reject", "partly"] as const;

export interface ConsentAnswer {
  /** `partly` counts as a rejection. `doubt`: words after or within a yes that put it in question. */
  readonly answer: (typeof consentAnswers)[number] | "doubt";
  /** The customer's exact words, or the label tapped. */
  readonly words: string;
  readonly reason?: string;
  readonly alternative?: string;
  readonly door: Door;
  /** The platform's id of the message that carried it. */
  readonly externalId?: string;
  readonly at: Date;
  /** When the reason came, through which door and in which message, where it was not given with the answer. */
  readonly reasonGiven?: { readonly at: Date; readonly door: Door; readonly externalId?: string };
}

/** A written question of staff to the customer; once delivered and until answered it stops the stage's clock. */
export interface Question {
  readonly id: QuestionId;
  readonly askedAt: Date;
  readonly askedBy: AgentId;
  readonly text: string;
  readonly deliveredAt?: Date;
  readonly withdrawnAt?: Date;
  readonly answer?: {
    readonly at: Date;
    readonly words: string;
    readonly attachments: readonly AttachmentId[];
    readonly door: Door;
  };
}

export const sampleStates = ["asked_for", "shipped", "arrived", "examined"] as const;

/** A physical sample on its way from the customer to the examination. */
export interface Sample {
  readonly id: string;
  readonly what: string;
  readonly steps: readonly {
    readonly state: (typeof sampleStates)[number];
    readonly at: Date;
    readonly by: Actor;
    readonly note?: string;
  }[];
}

/** Something that came in with or after the registration, or was noted: words, files, or both. */
export interface Evidence {
  readonly id: string;
  readonly at: Date;
  readonly by: Actor;
  readonly door: Door;
  readonly words?: string;
  readonly attachments: readonly AttachmentId[];
  /** Notes of staff are never shown to the customer. */
  readonly internal: boolean;
}

/** An external body's decision on an open complaint. */
export interface Ruling {
  readonly at: Date;
  readonly by: AgentId;
  readonly body: string;
  readonly reference: string;
  readonly orders: string;
  readonly carriedOut?: { readonly at: Date; readonly by: AgentId; readonly note: string };
}

/** One to five each; ISO 10002:2018, 9.3 (satisfaction with the complaints-handling process). */
export interface Rating {
  readonly at: Date;
  readonly handling: number;
  readonly outcome: number;
  readonly effort: number;
  readonly words?: string;
}
