import { z } from "zod";
import { stages, type Pause, type ProofDay, type Recomputation, type StageClock } from "../../calendar/stage-clock.ts";
import {
  consentAnswers,
  decisionKinds,
  heardBy,
  levels,
  remedyKinds,
  sampleStates,
  type Alternative,
  type Complaint,
  type ConsentAnswer,
  type ConsentQuestion,
  type Decision,
  type Evidence,
  type FirstReview,
  type Matter,
  type Question,
  type Rating,
  type Remedy,
  type Round,
  type Ruling,
  type Sample,
} from "../../complaint/complaint.ts";
import { closings, statuses } from "../../complaint/status.ts";
import type { QueueRow } from "../lists.ts";
import { actor, document, documentOf, door, id, language, list, moment, plainDate, roundNumber } from "./fields.ts";
import { complaintShape, queueRowShape } from "./complaint-shape.ts";
import { fromRow } from "./row-shape.ts";

const matter = documentOf<Matter>()({
  category: id.category,
  description: z.string(),
  product: z.string().exactOptional(),
  lot: z.string().exactOptional(),
  orderNumber: z.string().exactOptional(),
  expectation: z.string().exactOptional(),
});

const review = documentOf<FirstReview>()({
  at: moment,
  by: id.agent,
  severity: z.enum(levels),
  safety: z.boolean(),
  complexity: z.enum(levels),
  impact: z.enum(levels),
  immediateAction: z.boolean(),
  note: z.string().exactOptional(),
});

const ruling = documentOf<Ruling>()({
  at: moment,
  by: id.agent,
  body: z.string(),
  reference: z.string(),
  orders: z.string(),
  carriedOut: z.object({ at: moment, by: id.agent, note: z.string() }).exactOptional(),
});

const rating = documentOf<Rating>()({
  at: moment,
  handling: z.number(),
  outcome: z.number(),
  effort: z.number(),
  words: z.string().exactOptional(),
});

const remedy = documentOf<Remedy>()({
  id: id.remedy,
  kind: z.enum(remedyKinds),
  what: z.string(),
  who: z.string(),
  by: plainDate,
  promisedAt: moment.exactOptional(),
  missedAt: moment.exactOptional(),
  carriedOut: document({ at: moment, by: id.agent, note: z.string().exactOptional() }).exactOptional(),
});

const alternative = documentOf<Alternative>()({ key: z.string(), title: z.string(), remedies: z.array(remedy) });

const decision = documentOf<Decision>()({
  at: moment,
  by: id.agent,
  kind: z.enum(decisionKinds),
  report: z.string(),
  attachments: z.array(id.attachment),
  remedies: z.array(remedy),
  alternatives: z.array(alternative),
});

/** JSON column `answers`. */
const consentAnswer = documentOf<ConsentAnswer>()({
  answer: z.enum([...consentAnswers, "doubt"]),
  words: z.string(),
  reason: z.string().exactOptional(),
  alternative: z.string().exactOptional(),
  door,
  externalId: z.string().exactOptional(),
  at: moment,
  reasonGiven: z.object({ at: moment, door, externalId: z.string().exactOptional() }).exactOptional(),
});

const consent = documentOf<ConsentQuestion>()({
  askedAt: moment,
  text: z.string(),
  textHash: z.string(),
  language,
  state: z.enum(["asked", "doubted", "answered", "lapsed"]),
  answers: z.array(consentAnswer),
  remindedAt: list(moment),
  lapsesAt: moment.exactOptional(),
});

const round = documentOf<Round>()({
  round: roundNumber,
  startedAt: moment,
  evaluator: id.agent.exactOptional(),
  decision: decision.exactOptional(),
  toldAt: moment.exactOptional(),
  consent: consent.exactOptional(),
});

const question = documentOf<Question>()({
  id: id.question,
  askedAt: moment,
  askedBy: id.agent,
  text: z.string(),
  deliveredAt: moment.exactOptional(),
  withdrawnAt: moment.exactOptional(),
  answer: document({ at: moment, words: z.string(), attachments: list(id.attachment), door }).exactOptional(),
});

/** JSON column `steps`. */
const sampleStep = z.object({
  state: z.enum(sampleStates),
  at: moment,
  by: actor,
  note: z.string().exactOptional(),
});

const sample = documentOf<Sample>()({ id: z.string(), what: z.string(), steps: z.array(sampleStep) });

const evidence = documentOf<Evidence>()({
  id: z.string(),
  at: moment,
  by: actor,
  door,
  words: z.string().exactOptional(),
  attachments: list(id.attachment),
  internal: z.boolean(),
});

/** JSON columns `proof`, `pauses` and `trace`. */
const proofDay = documentOf<ProofDay>()({
  date: plainDate,
  counted: z.number(),
  why: z.enum(["start", "working", "half_day", "weekend", "holiday", "closure", "paused"]),
  name: z.string().exactOptional(),
});
const pause = documentOf<Pause>()({ questionId: id.question, from: moment, to: moment.exactOptional() });
const recomputation = documentOf<Recomputation>()({
  at: moment,
  from: moment,
  to: moment,
  why: z.enum(["calendar_changed", "resumed"]),
  calendarVersion: z.number(),
});

const clock: z.ZodType<StageClock> = documentOf<StageClock>()({
  stage: z.enum(stages),
  round: roundNumber,
  startedAt: moment,
  limitDays: z.number(),
  dueAt: moment,
  calendarVersion: z.number(),
  proof: z.array(proofDay),
  pauses: z.array(pause),
  endedAt: moment.exactOptional(),
  daysTaken: z.number().exactOptional(),
  warnedAt: moment.exactOptional(),
  missedAt: moment.exactOptional(),
  trace: z.array(recomputation),
});

const complaint = documentOf<Complaint>()({
  id: id.complaint,
  number: id.trackingNumber,
  passcodeHash: z.string(),
  version: z.number(),
  customerId: id.customer,
  filedBy: actor,
  door,
  heardBy: z.enum(heardBy).exactOptional(),
  language,
  registeredAt: moment,
  status: z.enum(statuses),
  closing: z.enum(closings).exactOptional(),
  closedAt: moment.exactOptional(),
  mergedInto: id.complaint.exactOptional(),
  matter,
  department: id.department.exactOptional(),
  review: review.exactOptional(),
  escalatedAt: moment.exactOptional(),
  rounds: list(round),
  questions: list(question),
  samples: list(sample),
  evidence: list(evidence),
  clocks: list(clock),
  ruling: ruling.exactOptional(),
  ratingAskedAt: moment.exactOptional(),
  rating: rating.exactOptional(),
});

/** What the function `complaint_rows` of the database gives. */
export const complaintSchema: z.ZodType<Complaint> = fromRow(complaintShape, complaint);

/** A row of `complaint`, with an excerpt of the customer's words. */
export const queueRowSchema: z.ZodType<QueueRow> = fromRow(
  queueRowShape,
  documentOf<QueueRow>()({
    id: id.complaint,
    number: id.trackingNumber,
    status: z.enum(statuses),
    category: id.category,
    department: id.department.exactOptional(),
    evaluator: id.agent.exactOptional(),
    language: z.string(),
    safety: z.boolean(),
    registeredAt: moment,
    dueAt: moment.exactOptional(),
    stage: z.string().exactOptional(),
    waitingForCustomer: z.boolean(),
    excerpt: z.string(),
  }),
);
