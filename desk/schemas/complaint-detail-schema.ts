import { z } from "./api-zod.ts";
import { commandStateSchema, complaintSchema, eventSchema } from "./complaint-schema.ts";
import { attachmentSchema, conversationSchema, customerSchema, messageSchema } from "./conversation-schema.ts";
import { instant } from "./shared.ts";

/** One complaint with everything that belongs to it. */
export const complaintDetailSchema = z
  .object({
    complaint: complaintSchema,
    customer: customerSchema.optional(),
    events: z.array(eventSchema).readonly(),
    conversations: z.array(conversationSchema.extend({ messages: z.array(messageSchema) })),
    attachments: z.array(attachmentSchema),
    commands: z.array(commandStateSchema),
  })
  .openapi("ComplaintDetail");

/** What happened to a complaint, and who of staff looked at it or did something to it. */
export const historySchema = z
  .object({
    events: z.array(eventSchema).readonly().openapi({ description: "Oldest first, all of them." }),
    seen: z
      .object({
        rows: z
          .array(z.object({ seq: z.int(), at: instant, actor: z.string(), action: z.string() }))
          .openapi({ description: "Newest first; `actor` is an agent's id." }),
        next: z.string().optional(),
      })
      .openapi({ description: "From the audit trail." }),
  })
  .openapi("ComplaintHistory");

/** A member of staff as a possible evaluator of one complaint. */
export const evaluatorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    inDepartment: z.boolean().openapi({ description: "Of the complaint's department, or of none in particular." }),
    load: z.int().openapi({ description: "Complaints under evaluation that are theirs, counted up to 1000." }),
    away: z.boolean().openapi({ description: "Absent today, or away by their own word." }),
    allowed: z.boolean(),
    reason: z.string().optional().openapi({ description: "Why they may not be assigned, in words." }),
  })
  .openapi("Evaluator");

/** What two complaints can have in common, the most telling first. */
export const duplicateMarks = ["phone", "order_number", "lot", "product"] as const;

/** A complaint that may be about the same matter. */
export const duplicateSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    status: z.string(),
    category: z.string(),
    registeredAt: instant,
    excerpt: z.string(),
    same: z.array(z.enum(duplicateMarks)).openapi({ description: "What it has in common with what was asked for." }),
  })
  .openapi("PossibleDuplicate");

/** The questions of filing, in one language. */
export const filingQuestionsSchema = z
  .object({
    category: z.string(),
    description: z.string(),
    product: z.string(),
    lot: z.string(),
    orderNumber: z.string(),
    expectation: z.string(),
    phone: z.string(),
    review: z.string(),
  })
  .openapi("FilingQuestions");
