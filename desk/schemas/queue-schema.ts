import { statuses } from "../../core/complaint/status.ts";
import { z } from "./api-zod.ts";
import { instant } from "./shared.ts";

/** One line of the queue. */
const queueRowSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    status: z.enum(statuses),
    category: z.string(),
    department: z.string().optional(),
    evaluator: z.string().optional(),
    language: z.string(),
    safety: z.boolean(),
    registeredAt: instant,
    dueAt: instant.optional(),
    stage: z.string().optional(),
    waitingForCustomer: z.boolean(),
    excerpt: z.string(),
  })
  .openapi("QueueRow");

/** One page of the queue, or of what was found. */
export const queuePageSchema = z.object({ rows: z.array(queueRowSchema).readonly(), next: z.string().optional() });
