import { addChange } from "../casework/add-change.ts";
import type { Audience } from "../casework/add-change.ts";
import { commandContext } from "../casework/carry-out.ts";
import { loadAudience } from "../casework/load-audience.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { handle } from "../complaint/handle.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import type { ComplaintId } from "../ids.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** The customer's own complaint, or one that this chat was granted by number and passcode. Nobody else's. */
export function ownComplaint(turn: OpenTurn, id: ComplaintId): Complaint | undefined {
  return turn.facts.complaints.find((complaint) => complaint.id === id);
}

/** Lets the process handle one command of the customer and adds the change, with the notices that go elsewhere, to the turn. */
export async function handleInTurn(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  complaint: Complaint,
  command: ComplaintCommand,
): Promise<{ readonly ok: true; readonly complaint: Complaint } | Extract<Outcome, { readonly ok: false }>> {
  const change = handle(
    complaint,
    command,
    commandContext(tools, turn.moment, byCustomer(turn, complaint.customerId), complaint.language),
  );
  if (!change.ok) return change;
  addChange(draft, change.value, await audienceOf(tools, turn, complaint), tools, turn.moment);
  return { ok: true, complaint: change.value.after };
}

async function audienceOf(tools: TurnTools, turn: OpenTurn, complaint: Complaint): Promise<Audience> {
  const audience = await loadAudience(tools, complaint);
  return {
    ...audience,
    conversations: withPresent(audience.conversations, turn, complaint.customerId),
    origin: turn.conversation.id,
  };
}

/**
 * The customer's conversations with the present one among them, also when it is only now being made. A chat that was granted the
 * complaint by its passcode is not one of them: the customer's own chats are told what is done there.
 */
export function withPresent(
  stored: Audience["conversations"],
  turn: OpenTurn,
  customerId: Complaint["customerId"],
): Audience["conversations"] {
  if (turn.customer.id !== customerId) return stored;
  return [turn.conversation, ...stored.filter(({ id }) => id !== turn.conversation.id)];
}

/** The customer as an actor, through the door of this conversation. */
export function byCustomer(turn: OpenTurn, customerId: Complaint["customerId"]) {
  return { actor: { kind: "customer" as const, customerId }, door: turn.conversation.address.channel };
}
