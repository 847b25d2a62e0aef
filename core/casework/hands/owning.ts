import type { Conversation } from "../../conversation/conversation.ts";
import type { Owner } from "../../conversation/ownership.ts";
import { refused } from "../../errors.ts";
import type { Role } from "../../complaint/actor.ts";
import type { AgentId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import { without } from "../../without.ts";
import type { CaseworkTools } from "../tools.ts";

/** Roles that may take a conversation out of another's hands. */
const overseers: ReadonlySet<Role> = new Set(["complaints_manager", "administrator"]);

/** Whether the conversation is the agent's own, or the agent oversees whoever's it is. */
export function mayDispose({ owner }: Conversation, by: Agent): boolean {
  return isOwnedBy(owner, by.id) || overseers.has(by.role);
}

/** Whether this agent has the conversation. */
export function isOwnedBy(owner: Owner, id: AgentId): boolean {
  return owner.kind === "agent" && owner.agentId === id;
}

/** The refusal of what only the owner may do: it names who has the conversation. */
export async function refusedToOthers(
  tools: CaseworkTools,
  { owner }: Conversation,
): Promise<ReturnType<typeof refused>> {
  if (owner.kind !== "agent") return refused("refusal.conversation_not_taken");
  return refused("refusal.conversation_of_another", { name: await nameOf(tools, owner.agentId) });
}

/** The agent's name as customers and colleagues see it. */
export async function nameOf({ store }: Pick<CaseworkTools, "store">, id: AgentId): Promise<string> {
  return (await store.staff.byId(id))?.name ?? "—";
}

/** The agent has answered: nobody has to look whether they are still there. */
export function answered(owner: Owner): Owner {
  return owner.kind === "agent" ? without(owner, "dueAt") : owner;
}

/** The owner, with the moment at which somebody looks whether the agent whose customer waits is still there. */
export function awaited<Held extends Owner>(owner: Held, now: Date, awayAfterMinutes: number): Held {
  if (owner.kind !== "agent" || owner.dueAt !== undefined) return owner;
  return { ...owner, dueAt: new Date(now.getTime() + awayAfterMinutes * 60_000) };
}
