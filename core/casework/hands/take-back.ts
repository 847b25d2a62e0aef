import { accepted, refused } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { MessageId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import type { CaseworkTools } from "../tools.ts";

/** Takes back the agent's own message while no platform has it. */
export async function takeBack({ store }: CaseworkTools, id: MessageId, by: Agent): Promise<Result<void>> {
  const message = await store.conversations.message(id);
  if (message?.direction !== "out") return refused("refusal.message_unknown");
  if (message.author.kind !== "agent" || message.author.agentId !== by.id) return refused("refusal.message_not_yours");
  return (await store.outbox.takeBack(id)) ? accepted(undefined) : refused("refusal.too_late_to_take_back");
}
