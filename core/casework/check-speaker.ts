import type { Owner } from "../conversation/ownership.ts";
import { Fault } from "../errors.ts";
import type { AgentId } from "../ids.ts";

/**
 * Throws a `Fault` where these words may not go out: an agent's into a conversation that is not theirs, the bot's answer where an agent has it.
 * Notices of the process (`purpose`) go out whoever owns it. Every message is made by a draft, which asks here; that the owner is still the one it saw,
 * the version check of the commit sees to.
 */
export function checkSpeaker(
  owner: Owner,
  speech: { readonly agent?: { readonly id: AgentId }; readonly purpose?: string; readonly beside?: true },
): void {
  const { agent, purpose, beside } = speech;
  if (agent !== undefined) {
    if (owner.kind === "agent" && owner.agentId === agent.id) return;
    throw new Fault("speaker-not-owner", `agent ${agent.id} has words in a conversation that is not theirs`);
  }
  if (owner.kind !== "agent" || purpose !== undefined || beside === true) return;
  throw new Fault("bot-over-agent", `the bot has an answer in a conversation of agent ${owner.agentId}`);
}
