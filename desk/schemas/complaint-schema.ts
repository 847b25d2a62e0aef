import { stages } from "../../core/calendar/stage-clock.ts";
import { consentAnswers, decisionKinds, levels, remedyKinds, sampleStates } from "../../core/complaint/complaint.ts";
import { eventKinds } from "../../core/complaint/event.ts";
import { closings, statuses } from "../../core/complaint/status.ts";
import { z } from "./api-zod.ts";
import { actor, door, facts, heardByWays, instant, language, round } from "./shared.ts";

const id = z.string();
const ids = z.array(id).readonly();
const level = z.enum(levels);
const done = z.object({ at: instant, by: id, note: z.string().optional() });

const remedy = z
  .object({
    id,
    kind: z.enum(remedyKinds),
    what: z.string(),
    who: z.string(),
    by: z.string(),
    promisedAt: instant.optional(),
    missedAt: instant.optional(),
    carriedOut: done.optional(),
  })
  .openapi("Remedy");

const decision = z
  .object({
    at: instant,
    by: id,
    kind: z.enum(decisionKinds),
    report: z.string(),
    attachments: ids,
    remedies: z.array(remedy).readonly(),
    alternatives: z
      .array(z.object({ key: z.string(), title: z.string(), remedies: z.array(remedy).readonly() }))
      .readonly(),
  })
  .openapi("Decision");

const consent = z
  .object({
    askedAt: instant,
    text: z.string(),
    textHash: z.string(),
    language,
    state: z.enum(["asked", "doubted", "answered", "lapsed"]),
    answers: z
      .array(
        z.object({
          answer: z.enum([...consentAnswers, "doubt"]),
          words: z.string(),
          reason: z.string().optional(),
          alternative: z.string().optional(),
          door,
          externalId: z.string().optional(),
          at: instant,
          reasonGiven: z.object({ at: instant, door, externalId: z.string().optional() }).optional().openapi({
            description: "Where the reason of a no came later than the no itself: when, and by which door.",
          }),
        }),
      )
      .readonly(),
    remindedAt: z.array(instant).readonly(),
    lapsesAt: instant.optional(),
  })
  .openapi("Consent", { description: "The request for the customer's yes or no: the words shown, and every answer." });

const evaluation = z
  .object({
    round,
    startedAt: instant,
    evaluator: id.optional(),
    decision: decision.optional(),
    toldAt: instant.optional(),
    consent: consent.optional(),
  })
  .openapi("Round");

const question = z
  .object({
    id,
    askedAt: instant,
    askedBy: id,
    text: z.string(),
    deliveredAt: instant.optional(),
    withdrawnAt: instant.optional(),
    answer: z.object({ at: instant, words: z.string(), attachments: ids, door }).optional(),
  })
  .openapi("Question");

const sample = z
  .object({
    id,
    what: z.string(),
    steps: z
      .array(z.object({ state: z.enum(sampleStates), at: instant, by: actor, note: z.string().optional() }))
      .readonly(),
  })
  .openapi("Sample");

const evidence = z
  .object({ id, at: instant, by: actor, door, words: z.string().optional(), attachments: ids, internal: z.boolean() })
  .openapi("Evidence");

const clock = z
  .object({
    stage: z.enum(stages),
    round,
    startedAt: instant,
    limitDays: z.number(),
    dueAt: instant,
    calendarVersion: z.int(),
    endedAt: instant.optional(),
    warnedAt: instant.optional(),
    missedAt: instant.optional(),
    pauses: z.array(z.object({ questionId: id, from: instant, to: instant.optional() })).readonly(),
    proof: z
      .array(z.object({ date: z.string(), counted: z.number(), why: z.string(), name: z.string().optional() }))
      .readonly(),
    trace: z
      .array(z.object({ at: instant, from: instant, to: instant, why: z.string(), calendarVersion: z.int() }))
      .readonly(),
    explanation: z.string().openapi({ description: "The proof in words, in the reader's language." }),
  })
  .openapi("StageClock");

/** The part of a complaint that its answers share: all that is kept, save the passcode's hash. */
export const complaintSchema = z
  .object({
    id,
    number: z.string(),
    version: z.int(),
    customerId: id,
    filedBy: actor,
    door,
    heardBy: heardByWays.optional(),
    language,
    registeredAt: instant,
    status: z.enum(statuses),
    closing: z.enum(closings).optional(),
    closedAt: instant.optional(),
    mergedInto: id.optional(),
    matter: z.object({
      category: z.string(),
      description: z.string(),
      product: z.string().optional(),
      lot: z.string().optional(),
      orderNumber: z.string().optional(),
      expectation: z.string().optional(),
    }),
    department: z.string().optional(),
    review: z
      .object({
        at: instant,
        by: id,
        severity: level,
        safety: z.boolean(),
        complexity: level,
        impact: level,
        immediateAction: z.boolean(),
        note: z.string().optional(),
      })
      .optional(),
    escalatedAt: instant.optional(),
    rounds: z.array(evaluation).readonly(),
    questions: z.array(question).readonly(),
    samples: z.array(sample).readonly(),
    evidence: z.array(evidence).readonly(),
    clocks: z.array(clock).readonly(),
    ruling: z
      .object({
        at: instant,
        by: id,
        body: z.string(),
        reference: z.string(),
        orders: z.string(),
        carriedOut: z.object({ at: instant, by: id, note: z.string() }).optional(),
      })
      .optional(),
    rating: z
      .object({ at: instant, handling: z.int(), outcome: z.int(), effort: z.int(), words: z.string().optional() })
      .optional(),
    ratingAskedAt: instant.optional(),
  })
  .openapi("Complaint");

/** One line of history. */
export const eventSchema = z
  .object({ id, at: instant, kind: z.enum(eventKinds), actor, door, facts })
  .openapi("ComplaintEvent");

/** A command with whether it is allowed now, and why not. */
export const commandStateSchema = z
  .object({
    kind: z.string(),
    allowed: z.boolean(),
    reason: z.object({ key: z.string(), text: z.string() }).optional(),
  })
  .openapi("CommandState");
