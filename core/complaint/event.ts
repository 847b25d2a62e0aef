import type { ComplaintId, EventId } from "../ids.ts";
import type { Actor, Door } from "./actor.ts";

/** Everything that can happen to a complaint. */
export const eventKinds = [
  "registered",
  "first_reviewed",
  "routed",
  "escalated",
  "evaluation_started",
  "assigned",
  "question_asked",
  "question_delivered",
  "question_answered",
  "question_withdrawn",
  "evidence_added",
  "note_added",
  "sample_moved",
  "decided",
  "told",
  "told_in_vain",
  "reminded",
  "accepted",
  "rejected",
  "reason_given",
  "doubted",
  "left_open",
  "closed",
  "lapse_warned",
  "lapsed_undone",
  "withdrawn",
  "merged",
  "absorbed",
  "reopened",
  "ruling_carried_out",
  "remedy_carried_out",
  "remedy_missed",
  "rating_asked",
  "rated",
  "passcode_renewed",
  "clock_recomputed",
  "limit_warned",
  "limit_missed",
  "person_asked_for",
  "notice_failed",
  "channel_joined",
  "channel_parted",
  "taken_over",
  "given_back",
  "handed_on",
  "nobody_came",
] as const;

export type EventKind = (typeof eventKinds)[number];

/** One line of a complaint's history: what, who, when, through which door. Written once, never changed. */
export interface ComplaintEvent {
  readonly id: EventId;
  readonly complaintId: ComplaintId;
  readonly at: Date;
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly door: Door;
  /** Facts about it, by name: ids, states, dates; words of customers only where they are the record (an answer, a reason). */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}
