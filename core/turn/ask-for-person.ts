import type { WorkDraft } from "../casework/work-draft.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import { callPerson } from "./call-person.ts";
import { handleInTurn, ownComplaint } from "./handle-in-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Puts the conversation in line for an agent; a complaint that it is about shows it too. Asking twice changes nothing. */
export async function askForPerson(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: Extract<ConversationCommand, { readonly kind: "ask_for_person" }>,
): Promise<Outcome> {
  const { conversation } = turn;
  if (conversation.owner.kind !== "bot") return { ok: true };
  callPerson(tools, turn, draft, command.offered === true ? "not_understood" : "asked");
  const complaint = command.complaintId === undefined ? undefined : ownComplaint(turn, command.complaintId);
  if (complaint === undefined) {
    draft.alert({ kind: "person_asked_for" }, { conversationId: conversation.id });
    return { ok: true };
  }
  const reason = command.reason === undefined ? {} : { reason: command.reason };
  const handled = await handleInTurn(tools, turn, draft, complaint, { kind: "ask_for_person", ...reason });
  if (!handled.ok)
    draft.alert({ kind: "person_asked_for" }, { complaintId: complaint.id, conversationId: conversation.id });
  return { ok: true };
}
