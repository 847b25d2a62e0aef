import { levels } from "../../core/complaint/complaint.ts";
import { z } from "./api-zod.ts";
import { agentId, categoryKey, departmentKey, words } from "./shared.ts";

const level = z.enum(levels);

/** The initial assessment, and who goes on with it. */
export const reviewCommands = {
  first_review: z.object({
    kind: z.literal("first_review"),
    category: categoryKey,
    department: departmentKey,
    severity: level,
    safety: z.boolean(),
    complexity: level,
    impact: level,
    immediateAction: z.boolean(),
    note: words.optional(),
  }),
  route: z.object({
    kind: z.literal("route"),
    category: categoryKey.optional(),
    department: departmentKey,
    reason: words,
  }),
  escalate: z.object({ kind: z.literal("escalate"), reason: words }),
  assign: z.object({ kind: z.literal("assign"), evaluator: agentId }),
};
