import type { z } from "zod";
import type { Agent } from "../../core/staff/agent.ts";
import type { agentSchema } from "../schemas/agent-schema.ts";

export function agentView(agent: Agent): z.infer<typeof agentSchema> {
  const { passwordHash, ...rest } = agent;
  return { ...rest, canSignIn: passwordHash !== undefined && agent.disabledAt === undefined };
}
