import { actorShape, isRow, rowsIn, type JsonRow } from "./row-shape.ts";

/** The opposite of `rowsOf`: puts a complaint together from what the function `complaint_rows` of the database gives. */
export function complaintShape(rows: JsonRow): unknown {
  const row = isRow(rows.complaint) ? rows.complaint : {};
  return {
    id: row.id,
    number: row.number,
    passcodeHash: row.passcode_hash,
    version: row.version,
    customerId: row.customer_id,
    filedBy: actorShape(row, "filed_by"),
    door: row.door,
    heardBy: row.heard_by,
    language: row.language,
    registeredAt: row.registered_at,
    status: row.status,
    closing: row.closing,
    closedAt: row.closed_at,
    mergedInto: row.merged_into_id,
    matter: matterShape(row),
    department: row.department,
    escalatedAt: row.escalated_at,
    review: reviewShape(row),
    rounds: rowsIn(rows.rounds).map((round) => roundShape(round, rowsIn(rows.remedies), rowsIn(rows.consents))),
    questions: rowsIn(rows.questions).map(questionShape),
    samples: rows.samples,
    evidence: rowsIn(rows.evidence).map(evidenceShape),
    clocks: rowsIn(rows.clocks).map(clockShape),
    ruling: rulingShape(row),
    ratingAskedAt: row.rating_asked_at,
    rating: ratingShape(row),
  };
}

function matterShape(row: JsonRow): unknown {
  return {
    category: row.category,
    description: row.description,
    product: row.product,
    lot: row.lot,
    orderNumber: row.order_number,
    expectation: row.expectation,
  };
}

function reviewShape(row: JsonRow): unknown {
  if (row.review_at === null) return null;
  return {
    at: row.review_at,
    by: row.review_by,
    severity: row.review_severity,
    safety: row.review_safety,
    complexity: row.review_complexity,
    impact: row.review_impact,
    immediateAction: row.review_immediate_action,
    note: row.review_note,
  };
}

function rulingShape(row: JsonRow): unknown {
  if (row.ruling_at === null) return null;
  return {
    at: row.ruling_at,
    by: row.ruling_by,
    body: row.ruling_body,
    reference: row.ruling_reference,
    orders: row.ruling_orders,
    carriedOut: carriedOutShape(row, "ruling_carried_out"),
  };
}

function carriedOutShape(row: JsonRow, prefix: string): unknown {
  if (row[`${prefix}_at`] === null) return null;
  return { at: row[`${prefix}_at`], by: row[`${prefix}_by`], note: row[`${prefix}_note`] };
}

function ratingShape(row: JsonRow): unknown {
  if (row.rating_at === null) return null;
  return {
    at: row.rating_at,
    handling: row.rating_handling,
    outcome: row.rating_outcome,
    effort: row.rating_effort,
    words: row.rating_words,
  };
}

function roundShape(row: JsonRow, remedies: readonly JsonRow[], consents: readonly JsonRow[]): unknown {
  const consent = consents.find(({ round }) => round === row.round);
  return {
    round: row.round,
    startedAt: row.started_at,
    evaluator: row.evaluator_id,
    toldAt: row.told_at,
    decision: decisionShape(
      row,
      remedies.filter(({ round }) => round === row.round),
    ),
    consent: consent ? consentShape(consent) : null,
  };
}

function decisionShape(row: JsonRow, remedies: readonly JsonRow[]): unknown {
  if (row.decided_at === null) return null;
  const belongingTo = (key: unknown): unknown =>
    remedies.filter(({ alternative }) => alternative === key).map(remedyShape);
  return {
    at: row.decided_at,
    by: row.decided_by,
    kind: row.decision,
    report: row.report,
    attachments: row.decision_attachment_ids,
    remedies: belongingTo(null),
    alternatives: rowsIn(row.alternatives).map((one) => ({ ...one, remedies: belongingTo(one.key) })),
  };
}

function remedyShape(row: JsonRow): unknown {
  return {
    id: row.id,
    kind: row.kind,
    what: row.what,
    who: row.who,
    by: row.by,
    promisedAt: row.promised_at,
    missedAt: row.missed_at,
    carriedOut: carriedOutShape(row, "carried_out"),
  };
}

function consentShape(row: JsonRow): unknown {
  return {
    askedAt: row.asked_at,
    text: row.text,
    textHash: row.text_hash,
    language: row.language,
    state: row.state,
    answers: row.answers,
    remindedAt: row.reminded_at,
    lapsesAt: row.lapses_at,
  };
}

function questionShape(row: JsonRow): unknown {
  const answer = {
    at: row.answered_at,
    words: row.answer_words,
    attachments: row.answer_attachment_ids,
    door: row.answer_door,
  };
  return {
    id: row.id,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    text: row.text,
    deliveredAt: row.delivered_at,
    withdrawnAt: row.withdrawn_at,
    answer: row.answered_at === null ? null : answer,
  };
}

function evidenceShape(row: JsonRow): unknown {
  return {
    id: row.id,
    at: row.at,
    by: actorShape(row, "by"),
    door: row.door,
    words: row.words,
    attachments: row.attachment_ids,
    internal: row.internal,
  };
}

function clockShape(row: JsonRow): unknown {
  return {
    stage: row.stage,
    round: row.round,
    startedAt: row.started_at,
    limitDays: row.limit_days,
    dueAt: row.due_at,
    calendarVersion: row.calendar_version,
    proof: row.proof,
    pauses: row.pauses,
    endedAt: row.ended_at,
    daysTaken: row.days_taken,
    warnedAt: row.warned_at,
    missedAt: row.missed_at,
    trace: row.trace,
  };
}

/** A line of the queue, from the complaint's own row. */
export function queueRowShape(row: JsonRow): unknown {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    category: row.category,
    department: row.department,
    evaluator: row.queue_evaluator_id,
    language: row.language,
    safety: row.queue_safety,
    registeredAt: row.registered_at,
    dueAt: row.queue_at === "infinity" ? null : row.queue_at,
    stage: row.queue_stage,
    waitingForCustomer: row.waiting_for_customer,
    excerpt: row.excerpt,
  };
}
