import type { WorkDraft } from "../casework/work-draft.ts";
import { complaintAbout } from "../conversation/about-complaint.ts";
import type { OwnershipReason } from "../conversation/ownership.ts";
import { departmentFor } from "../routing/department-for.ts";
import { without } from "../without.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/**
 * Puts the conversation that the bot has in line for a person; whoever had lent it to the bot is asked first. It is due at once, so that it is offered to somebody
 * without the customer's turn waiting for that.
 */
export function callPerson(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, why: OwnershipReason): void {
  const { conversation, moment, facts } = turn;
  const { owner: present, state } = draft.conversation(conversation.id);
  if (present.kind !== "bot") return;
  const { lent } = state;
  const department = departmentFor(tools.organisation, state, complaintAbout(state, facts.complaints));
  const { offerMinutes } = tools.organisation.policy.takeOver;
  const offered = lent === undefined ? {} : { offeredTo: lent.agentId };
  const dueMs = moment.now.getTime() + (lent === undefined ? 0 : offerMinutes * 60_000);
  const line = department === undefined ? {} : { department };
  const owner = { kind: "waiting", since: moment.now, why, ...line, ...offered, dueAt: new Date(dueMs) } as const;
  draft.hand(conversation.id, { owner, why });
  if (lent !== undefined) draft.change(conversation.id, { state: without(state, "lent") });
}
