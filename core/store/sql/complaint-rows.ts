import type { Actor } from "../../complaint/actor.ts";
import type {
  Complaint,
  Decision,
  FirstReview,
  Question,
  Rating,
  Remedy,
  Round,
  Ruling,
} from "../../complaint/complaint.ts";
import type { StageClock } from "../../calendar/stage-clock.ts";
import { evaluatorOf, queueRowOf } from "../queue-order.ts";

/** One row: a value for every column that is written, undefined where there is none. Lists and documents are written as JSON. */
export type RowValues = Readonly<Record<string, unknown>>;

/** The rows of one complaint, by table. Every row of a table names the same columns in the same order. */
export interface ComplaintRows {
  readonly complaint: RowValues;
  readonly round: readonly RowValues[];
  readonly remedy: readonly RowValues[];
  readonly consent_question: readonly RowValues[];
  readonly question: readonly RowValues[];
  readonly sample: readonly RowValues[];
  readonly evidence: readonly RowValues[];
  readonly stage_clock: readonly RowValues[];
}

/** The tables below a complaint, parents first, each with the columns that tell its rows apart. */
export const partTables = {
  round: ["complaint_id", "round"],
  remedy: ["id"],
  consent_question: ["complaint_id", "round"],
  question: ["id"],
  sample: ["id"],
  evidence: ["id"],
  stage_clock: ["complaint_id", "position"],
} as const;

/** Takes a complaint apart. */
export function rowsOf(complaint: Complaint): ComplaintRows {
  const complaint_id = complaint.id;
  return {
    complaint: complaintRow(complaint),
    round: complaint.rounds.map((round) => roundRow(complaint_id, round)),
    remedy: complaint.rounds.flatMap((round) => remedyRows(complaint_id, round)),
    consent_question: complaint.rounds.flatMap((round) => consentRows(complaint_id, round)),
    question: complaint.questions.map((question, position) => questionRow(complaint_id, question, position)),
    sample: complaint.samples.map(({ id, what, steps }, position) => ({ id, complaint_id, position, what, steps })),
    evidence: complaint.evidence.map((evidence, position) => ({
      id: evidence.id,
      complaint_id,
      position,
      at: evidence.at,
      ...actorColumns("by", evidence.by),
      door: evidence.door,
      words: evidence.words,
      attachment_ids: evidence.attachments,
      internal: evidence.internal,
    })),
    stage_clock: complaint.clocks.map((clock, position) => clockRow(complaint_id, clock, position)),
  };
}

function complaintRow(complaint: Complaint): RowValues {
  const queue = queueRowOf(complaint);
  return {
    id: complaint.id,
    number: complaint.number,
    passcode_hash: complaint.passcodeHash,
    version: complaint.version,
    customer_id: complaint.customerId,
    ...actorColumns("filed_by", complaint.filedBy),
    door: complaint.door,
    heard_by: complaint.heardBy,
    language: complaint.language,
    registered_at: complaint.registeredAt,
    status: complaint.status,
    closing: complaint.closing,
    closed_at: complaint.closedAt,
    merged_into_id: complaint.mergedInto,
    ...matterColumns(complaint),
    department: complaint.department,
    escalated_at: complaint.escalatedAt,
    ...reviewColumns(complaint),
    ...rulingColumns(complaint),
    rating_asked_at: complaint.ratingAskedAt,
    ...ratingColumns(complaint),
    queue_at: queue.dueAt ?? "infinity",
    queue_stage: queue.stage,
    queue_evaluator_id: evaluatorOf(complaint),
    queue_safety: queue.safety,
    waiting_for_customer: queue.waitingForCustomer,
  };
}

function matterColumns({ matter }: Complaint): RowValues {
  return {
    category: matter.category,
    description: matter.description,
    product: matter.product,
    lot: matter.lot,
    order_number: matter.orderNumber,
    expectation: matter.expectation,
  };
}

function reviewColumns(complaint: Complaint): RowValues {
  const review: Partial<FirstReview> = complaint.review ?? {};
  return {
    review_at: review.at,
    review_by: review.by,
    review_severity: review.severity,
    review_safety: review.safety,
    review_complexity: review.complexity,
    review_impact: review.impact,
    review_immediate_action: review.immediateAction,
    review_note: review.note,
  };
}

function rulingColumns(complaint: Complaint): RowValues {
  const ruling: Partial<Ruling> = complaint.ruling ?? {};
  return {
    ruling_at: ruling.at,
    ruling_by: ruling.by,
    ruling_body: ruling.body,
    ruling_reference: ruling.reference,
    ruling_orders: ruling.orders,
    ruling_carried_out_at: ruling.carriedOut?.at,
    ruling_carried_out_by: ruling.carriedOut?.by,
    ruling_carried_out_note: ruling.carriedOut?.note,
  };
}

function ratingColumns(complaint: Complaint): RowValues {
  const rating: Partial<Rating> = complaint.rating ?? {};
  return {
    rating_at: rating.at,
    rating_handling: rating.handling,
    rating_outcome: rating.outcome,
    rating_effort: rating.effort,
    rating_words: rating.words,
  };
}

/** The five columns of an actor. */
export function actorColumns(prefix: string, actor: Actor): RowValues {
  return {
    [`${prefix}_kind`]: actor.kind,
    [`${prefix}_customer_id`]: actor.kind === "customer" ? actor.customerId : null,
    [`${prefix}_agent_id`]: actor.kind === "agent" ? actor.agentId : null,
    [`${prefix}_role`]: actor.kind === "agent" ? actor.role : null,
    [`${prefix}_rule`]: actor.kind === "system" ? actor.rule : null,
  };
}

function roundRow(complaint_id: string, round: Round): RowValues {
  const decision: Partial<Decision> = round.decision ?? {};
  return {
    complaint_id,
    round: round.round,
    started_at: round.startedAt,
    evaluator_id: round.evaluator,
    told_at: round.toldAt,
    decided_at: decision.at,
    decided_by: decision.by,
    decision: decision.kind,
    report: decision.report,
    decision_attachment_ids: decision.attachments ?? [],
    alternatives: decision.alternatives?.map(({ key, title }) => ({ key, title })),
  };
}

function remedyRows(complaint_id: string, { round, decision }: Round): readonly RowValues[] {
  return remediesOf(decision).map(([alternative, remedy], position) => ({
    id: remedy.id,
    complaint_id,
    round,
    position,
    alternative,
    kind: remedy.kind,
    what: remedy.what,
    who: remedy.who,
    by: remedy.by,
    promised_at: remedy.promisedAt,
    missed_at: remedy.missedAt,
    carried_out_at: remedy.carriedOut?.at,
    carried_out_by: remedy.carriedOut?.by,
    carried_out_note: remedy.carriedOut?.note,
  }));
}

function remediesOf(decision: Decision | undefined): readonly (readonly [string | null, Remedy])[] {
  if (!decision) return [];
  return [
    ...decision.remedies.map((remedy) => [null, remedy] as const),
    ...decision.alternatives.flatMap(({ key, remedies }) => remedies.map((remedy) => [key, remedy] as const)),
  ];
}

function consentRows(complaint_id: string, { round, consent }: Round): readonly RowValues[] {
  if (!consent) return [];
  return [
    {
      complaint_id,
      round,
      asked_at: consent.askedAt,
      text: consent.text,
      text_hash: consent.textHash,
      language: consent.language,
      state: consent.state,
      answers: consent.answers,
      reminded_at: consent.remindedAt,
      lapses_at: consent.lapsesAt,
    },
  ];
}

function questionRow(complaint_id: string, question: Question, position: number): RowValues {
  return {
    id: question.id,
    complaint_id,
    position,
    asked_at: question.askedAt,
    asked_by: question.askedBy,
    text: question.text,
    delivered_at: question.deliveredAt,
    withdrawn_at: question.withdrawnAt,
    answered_at: question.answer?.at,
    answer_words: question.answer?.words,
    answer_attachment_ids: question.answer?.attachments ?? [],
    answer_door: question.answer?.door,
  };
}

function clockRow(complaint_id: string, clock: StageClock, position: number): RowValues {
  return {
    complaint_id,
    position,
    stage: clock.stage,
    round: clock.round,
    started_at: clock.startedAt,
    limit_days: clock.limitDays,
    due_at: clock.dueAt,
    calendar_version: clock.calendarVersion,
    proof: clock.proof,
    pauses: clock.pauses,
    ended_at: clock.endedAt,
    days_taken: clock.daysTaken,
    warned_at: clock.warnedAt,
    missed_at: clock.missedAt,
    trace: clock.trace,
  };
}
