import { EXCERPT_LENGTH } from "../queue-order.ts";
import { actor, listOf, object, when } from "./json-select.ts";

const remedies = listOf(
  object({
    id: "re.id",
    alternative: "re.alternative",
    kind: "re.kind",
    what: "re.what",
    who: "re.who",
    by: "re.by",
    promisedAt: "re.promised_at",
    missedAt: "re.missed_at",
    carriedOut: when(
      "re.carried_out_at IS NOT NULL",
      object({ at: "re.carried_out_at", by: "re.carried_out_by", note: "re.carried_out_note" }),
    ),
  }),
  "remedy re WHERE re.complaint_id = ro.complaint_id AND re.round = ro.round",
  "re.position",
);

const consent = `(SELECT ${object({
  askedAt: "cq.asked_at",
  text: "cq.text",
  textHash: "cq.text_hash",
  language: "cq.language",
  state: "cq.state",
  answers: "cq.answers",
  remindedAt: "cq.reminded_at",
  lapsesAt: "cq.lapses_at",
})} FROM consent_question cq WHERE cq.complaint_id = ro.complaint_id AND cq.round = ro.round)`;

const rounds = listOf(
  object({
    round: "ro.round",
    startedAt: "ro.started_at",
    evaluator: "ro.evaluator_id",
    toldAt: "ro.told_at",
    decision: when(
      "ro.decided_at IS NOT NULL",
      object({
        at: "ro.decided_at",
        by: "ro.decided_by",
        kind: "ro.decision",
        report: "ro.report",
        attachments: "ro.decision_attachment_ids",
        alternatives: "ro.alternatives",
        remedies,
      }),
    ),
    consent,
  }),
  "round ro WHERE ro.complaint_id = c.id",
  "ro.round",
);

const questions = listOf(
  object({
    id: "q.id",
    askedAt: "q.asked_at",
    askedBy: "q.asked_by",
    text: "q.text",
    deliveredAt: "q.delivered_at",
    withdrawnAt: "q.withdrawn_at",
    answer: when(
      "q.answered_at IS NOT NULL",
      object({
        at: "q.answered_at",
        words: "q.answer_words",
        attachments: "q.answer_attachment_ids",
        door: "q.answer_door",
      }),
    ),
  }),
  "question q WHERE q.complaint_id = c.id",
  "q.position",
);

const samples = listOf(
  object({ id: "s.id", what: "s.what", steps: "s.steps" }),
  "sample s WHERE s.complaint_id = c.id",
  "s.position",
);

const evidence = listOf(
  object({
    id: "e.id",
    at: "e.at",
    by: actor("e", "by"),
    door: "e.door",
    words: "e.words",
    attachments: "e.attachment_ids",
    internal: "e.internal",
  }),
  "evidence e WHERE e.complaint_id = c.id",
  "e.position",
);

const clocks = listOf(
  object({
    stage: "k.stage",
    round: "k.round",
    startedAt: "k.started_at",
    limitDays: "k.limit_days",
    dueAt: "k.due_at",
    calendarVersion: "k.calendar_version",
    proof: "k.proof",
    pauses: "k.pauses",
    endedAt: "k.ended_at",
    warnedAt: "k.warned_at",
    missedAt: "k.missed_at",
    trace: "k.trace",
  }),
  "stage_clock k WHERE k.complaint_id = c.id",
  "k.position",
);

/** Alias `c` of `complaint`; everything that belongs to it comes with it. */
export const complaintDocument = object({
  id: "c.id",
  number: "c.number",
  passcodeHash: "c.passcode_hash",
  version: "c.version",
  customerId: "c.customer_id",
  filedBy: actor("c", "filed_by"),
  door: "c.door",
  heardBy: "c.heard_by",
  language: "c.language",
  registeredAt: "c.registered_at",
  status: "c.status",
  closing: "c.closing",
  closedAt: "c.closed_at",
  mergedInto: "c.merged_into_id",
  matter: object({
    category: "c.category",
    description: "c.description",
    product: "c.product",
    lot: "c.lot",
    orderNumber: "c.order_number",
    expectation: "c.expectation",
  }),
  department: "c.department",
  escalatedAt: "c.escalated_at",
  review: when(
    "c.review_at IS NOT NULL",
    object({
      at: "c.review_at",
      by: "c.review_by",
      severity: "c.review_severity",
      safety: "c.review_safety",
      complexity: "c.review_complexity",
      impact: "c.review_impact",
      immediateAction: "c.review_immediate_action",
      note: "c.review_note",
    }),
  ),
  ruling: when(
    "c.ruling_at IS NOT NULL",
    object({
      at: "c.ruling_at",
      by: "c.ruling_by",
      body: "c.ruling_body",
      reference: "c.ruling_reference",
      orders: "c.ruling_orders",
      carriedOut: when(
        "c.ruling_carried_out_at IS NOT NULL",
        object({
          at: "c.ruling_carried_out_at",
          by: "c.ruling_carried_out_by",
          note: "c.ruling_carried_out_note",
        }),
      ),
    }),
  ),
  ratingAskedAt: "c.rating_asked_at",
  rating: when(
    "c.rating_at IS NOT NULL",
    object({
      at: "c.rating_at",
      handling: "c.rating_handling",
      outcome: "c.rating_outcome",
      effort: "c.rating_effort",
      words: "c.rating_words",
    }),
  ),
  rounds,
  questions,
  samples,
  evidence,
  clocks,
});

/** Alias `c` of `complaint`; only what a line of the queue shows. */
export const queueDocument = object({
  id: "c.id",
  number: "c.number",
  status: "c.status",
  category: "c.category",
  department: "c.department",
  evaluator: "c.queue_evaluator_id",
  language: "c.language",
  safety: "c.queue_safety",
  registeredAt: "c.registered_at",
  dueAt: when("c.queue_at < 'infinity'", "c.queue_at"),
  stage: "c.queue_stage",
  waitingForCustomer: "c.waiting_for_customer",
  excerpt: `left(c.description, ${EXCERPT_LENGTH})`,
});
