import type { CaseworkTools } from "../casework/tools.ts";
import type { WaitingOwner } from "../conversation/ownership.ts";
import type { AgentId, ConversationId } from "../ids.ts";
import type { Agent } from "../staff/agent.ts";
import { chooseAgent } from "./choose-agent.ts";
import { isThereFor } from "./is-there.ts";

/** Whom a conversation in line is offered to next. */
export interface Offers {
  /** The least busy of those who are there for it; undefined where nobody is. */
  readonly next: (
    id: ConversationId,
    owner: WaitingOwner,
    staff: readonly Agent[],
    now: Date,
  ) => Promise<AgentId | undefined>;
}

/** Conversations whose passing by is remembered; beyond it the memory begins anew. */
const remembered = 1_000;

/** Makes offers, and remembers in this process who let which conversation pass and who was offered one when. */
export function createOffers({ store, calendar }: Pick<CaseworkTools, "store" | "calendar">): Offers {
  const passed = new Map<ConversationId, Set<AgentId>>();
  const lastOffered = new Map<AgentId, number>();
  return {
    next: async (id, owner, staff, now) => {
      const there = staff.filter((agent) => isThereFor(agent, owner.department, calendar(), now));
      const passedHere = passed.get(id) ?? new Set();
      if (owner.offeredTo !== undefined) passedHere.add(owner.offeredTo);
      const loads = await store.conversations.load(there.map((agent) => agent.id));
      const candidates = there.map((agent) => ({
        id: agent.id,
        load: loads.get(agent.id) ?? 0,
        lastOffered: lastOffered.get(agent.id) ?? 0,
        hasPassed: passedHere.has(agent.id),
      }));
      const chosen = chooseAgent(candidates, owner.offeredTo);
      if (chosen !== undefined) lastOffered.set(chosen, now.getTime());
      // Everybody has had it: the round begins anew.
      const isRoundOver = candidates.every(({ hasPassed }) => hasPassed);
      if (passed.size >= remembered) passed.clear();
      if (isRoundOver) passed.delete(id);
      else passed.set(id, passedHere);
      return chosen;
    },
  };
}
