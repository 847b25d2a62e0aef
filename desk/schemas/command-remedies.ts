import { decisionKinds, remedyKinds } from "../../core/complaint/complaint.ts";
import { z } from "./api-zod.ts";
import { attachmentIds, line, plainDate, remedyId, round, words } from "./shared.ts";

const remedy = z
  .object({ kind: z.enum(remedyKinds), what: line, who: line, by: plainDate })
  .openapi("RemedyDraft", { description: "A promise: who does what by when." });

const remedies = z.array(remedy).max(20).default([]);

/** Deciding, telling, and following up what was promised. */
export const remedyCommands = {
  decide: z.object({
    kind: z.literal("decide"),
    decision: z.enum(decisionKinds),
    report: words,
    attachments: attachmentIds,
    remedies,
    alternatives: z
      .array(z.object({ title: line, remedies }))
      .max(10)
      .default([]),
  }),
  told: z.object({ kind: z.literal("told"), round }),
  carry_out_remedy: z.object({ kind: z.literal("carry_out_remedy"), remedyId, note: words.optional() }),
};
