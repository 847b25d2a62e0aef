import { awaited } from "../casework/hands/owning.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import { says } from "../conversation/prompts.ts";
import { without } from "../without.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Once the flow for which an agent lent the conversation to the bot is over, it is that agent's again, and the customer is told. */
export function returnLent(tools: TurnTools, { conversation: { id }, moment }: OpenTurn, draft: WorkDraft): void {
  const { state, owner, language } = draft.conversation(id);
  const { lent } = state;
  if (lent === undefined) return;
  if (owner.kind !== "bot") {
    draft.change(id, { state: without(state, "lent") });
    return;
  }
  if (state.cursors.some(({ flow }) => flow === lent.flow)) return;
  const { awayAfterMinutes } = tools.organisation.policy.takeOver;
  const own = { kind: "agent", agentId: lent.agentId, since: moment.now } as const;
  draft.hand(id, { owner: awaited(own, moment.now, awayAfterMinutes), why: "taken" });
  draft.change(id, { state: without(state, "lent") });
  const text = tools.sayIn(language)("hands.returned", { name: lent.name });
  draft.say(id, { prompt: says(text), language, beside: true });
}
