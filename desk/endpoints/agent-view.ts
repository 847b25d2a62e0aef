import type { Agent } from "../../core/staff/agent.ts";
import { z } from "../schemas/api-zod.ts";
import { instant, language, role } from "../schemas/shared.ts";

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
  })
  .openapi("Agent");

export function agentView(agent: Agent): z.infer<typeof agentSchema> {
  const { passwordHash, ...rest } = agent;
  return { ...rest, canSignIn: passwordHash !== undefined && agent.disabledAt === undefined };
}
