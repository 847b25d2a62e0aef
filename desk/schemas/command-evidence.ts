import { sampleStates } from "../../core/complaint/complaint.ts";
import { z } from "./api-zod.ts";
import { agentId, attachmentIds, line, questionId, words } from "./shared.ts";

/** Questions to the customer, evidence, notes and samples. */
export const evidenceCommands = {
  ask: z.object({ kind: z.literal("ask"), text: words }),
  withdraw_question: z.object({ kind: z.literal("withdraw_question"), questionId }),
  add_evidence: z.object({ kind: z.literal("add_evidence"), words: words.optional(), attachments: attachmentIds }),
  note: z.object({
    kind: z.literal("note"),
    words,
    attachments: attachmentIds,
    mentions: z
      .array(agentId)
      .max(20)
      .optional()
      .openapi({ description: "Colleagues whom the note names: each is alerted." }),
  }),
  ask_for_sample: z.object({ kind: z.literal("ask_for_sample"), what: line }),
  move_sample: z.object({
    kind: z.literal("move_sample"),
    sampleId: z.string().min(1).max(100),
    to: z.enum(sampleStates),
    note: words.optional(),
  }),
};
