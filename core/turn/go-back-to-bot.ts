import type { WorkDraft } from "../casework/work-draft.ts";
import { complaintAbout } from "../conversation/about-complaint.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import { handleInTurn } from "./handle-in-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** The customer wants the bot again; the complaint that the conversation is about shows it. */
export async function goBackToBot(tools: TurnTools, turn: OpenTurn, draft: WorkDraft): Promise<Outcome> {
  const { conversation, facts } = turn;
  if (conversation.owner.kind !== "agent") return { ok: true };
  draft.hand(conversation.id, { owner: { kind: "bot" }, why: "asked_for_bot" });
  const complaint = complaintAbout(conversation.state, facts.complaints);
  if (complaint !== undefined)
    await handleInTurn(tools, turn, draft, complaint, { kind: "give_back", conversationId: conversation.id });
  return { ok: true };
}
