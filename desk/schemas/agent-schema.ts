import { z } from "./api-zod.ts";
import { instant, language, role } from "./shared.ts";

/** A member of staff, without anything that opens a door. */
export const agentSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    departments: z.array(z.string()).readonly(),
    language,
    canSignIn: z.boolean(),
    disabledAt: instant.optional(),
    createdAt: instant,
    duty: z.enum(["on", "away"]).optional().openapi({ description: "By their own word; unset: never said." }),
    absences: z
      .array(z.object({ from: z.string(), to: z.string() }))
      .readonly()
      .optional()
      .openapi({ description: "Days on which they are not there, both ends included." }),
    hours: z
      .partialRecord(
        z.enum(["1", "2", "3", "4", "5", "6", "7"]),
        z.object({ from: z.string(), to: z.string() }).optional(),
      )
      .optional()
      .openapi({
        type: "object",
        additionalProperties: { type: "object", properties: { from: { type: "string" }, to: { type: "string" } } },
        description: "By weekday, Monday is 1; unset: whenever the organisation is open.",
      }),
    seenAt: instant.optional().openapi({ description: "When a window of theirs was last open, to the minute." }),
  })
  .openapi("Agent");

/** Whoever is signed in, and what they may do. */
export const meSchema = agentSchema.extend({ permissions: z.array(z.string()) }).openapi("Me");
