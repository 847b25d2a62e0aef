import type { AgentId, QuestionId } from "../ids.ts";
import type { Complaint } from "./complaint.ts";
import type { ComplaintEvent } from "./event.ts";

/** What a command amounts to: the complaint as it is afterwards, the history it adds, and what must follow in the same commit. */
export interface Change {
  /** Undefined for a registration. */
  readonly before?: Complaint;
  readonly after: Complaint;
  readonly events: readonly ComplaintEvent[];
  readonly follows: readonly Consequence[];
}

/** What core does because of a change: tell the customer, tell staff, or look again at a later moment. */
export type Consequence =
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "alert"; readonly alert: Alert }
  | { readonly kind: "timer"; readonly timer: Timer }
  /** Timers of this purpose no longer hold; they find nothing to do, and are removed where the queue can. */
  | { readonly kind: "timer_void"; readonly key: string };

/** Something the customer is told on their own channels. The words are made when it is put into the outbox. */
export type Notice =
  | { readonly kind: "registered"; readonly passcode: string }
  | { readonly kind: "passcode_renewed"; readonly passcode: string }
  | { readonly kind: "under_evaluation" }
  | { readonly kind: "question"; readonly questionId: QuestionId }
  | { readonly kind: "decision"; readonly round: 1 | 2 }
  | { readonly kind: "reminder"; readonly round: 1 | 2; readonly count: number }
  | { readonly kind: "second_evaluation" }
  | { readonly kind: "left_open" }
  | { readonly kind: "closed" }
  | { readonly kind: "lapse_warning"; readonly round: 1 | 2; readonly lapsesAt: Date }
  | { readonly kind: "merged" }
  | { readonly kind: "reopened" }
  | { readonly kind: "remedy_carried_out"; readonly remedyId: string }
  | { readonly kind: "late"; readonly newDueAt?: Date }
  | { readonly kind: "rate" };

export const alertKinds = [
  "safety",
  "escalated",
  "limit_near",
  "limit_missed",
  "unreached",
  "person_asked_for",
  "remedy_due",
  "reopened",
  "channel_trouble",
  "mentioned",
  "fault",
] as const;

/** Something that staff must see now. */
export interface Alert {
  readonly kind: (typeof alertKinds)[number];
  /** For this agent alone: who was mentioned in a note. */
  readonly agentId?: AgentId;
}

/** A later look at the complaint. `key` is unique for ever: one timer per (complaint, purpose, round …). */
export interface Timer {
  readonly key: string;
  readonly purpose: TimerPurpose;
  readonly at: Date;
  readonly round?: 1 | 2;
  /** Which reminder or which stage it is about, where the purpose has several. */
  readonly detail?: string;
}

export const timerPurposes = [
  "limit_warning",
  "limit",
  "reminder",
  "lapse_warning",
  "lapse",
  "remedy_due",
  "rate",
] as const;

export type TimerPurpose = (typeof timerPurposes)[number];
