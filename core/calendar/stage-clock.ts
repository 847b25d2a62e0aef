import type { PlainDate, QuestionId } from "../ids.ts";

export const stages = ["first_review", "evaluation", "conclusion"] as const;

export type Stage = (typeof stages)[number];

/** Working days that each stage may take: 2 for receipt and first review, 4 for evaluation, 1 for conclusion (the organisation's process, after ISO 10002). */
export const limitDays: Readonly<Record<Stage, number>> = { first_review: 2, evaluation: 4, conclusion: 1 };

/** The limit of one stage in one round, with everything needed to explain its date years later. */
export interface StageClock {
  readonly stage: Stage;
  /** The first review belongs to round 1. */
  readonly round: 1 | 2;
  readonly startedAt: Date;
  /** Working days, see `limitDays`. */
  readonly limitDays: number;
  readonly dueAt: Date;
  readonly calendarVersion: number;
  /** The days that were counted and those that were not, in order. */
  readonly proof: readonly ProofDay[];
  /** Several questions open at once are one pause, under the first one's id. */
  readonly pauses: readonly Pause[];
  readonly endedAt?: Date;
  /** Working days that the stage took, see `daysTaken`; set at its end, by the calendar then in force. */
  readonly daysTaken?: number;
  /** When staff were told that the limit is near, and that it has passed. */
  readonly warnedAt?: Date;
  readonly missedAt?: Date;
  /** Each time that `dueAt` moved, and why. */
  readonly trace: readonly Recomputation[];
}

export interface ProofDay {
  readonly date: PlainDate;
  /** Working days that this date contributed: 1, 0.5 or 0. */
  readonly counted: number;
  readonly why: "start" | "working" | "half_day" | "weekend" | "holiday" | "closure" | "paused";
  /** The holiday's or closure's name in the organisation's first language. */
  readonly name?: string;
}

/** While the customer owes an answer to a delivered question. */
export interface Pause {
  readonly questionId: QuestionId;
  readonly from: Date;
  readonly to?: Date;
}

export interface Recomputation {
  readonly at: Date;
  readonly from: Date;
  readonly to: Date;
  readonly why: "calendar_changed" | "resumed";
  readonly calendarVersion: number;
}
