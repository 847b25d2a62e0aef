import { isLinkedByPasscode, renewLost } from "../casework/renew-lost.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import { originOf } from "./open-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Sends a new passcode as `renewLost` does: never to the chat that asks, nor to one that came in by a passcode. */
export async function renewElsewhere(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  number: string,
): Promise<Outcome> {
  const { moment, conversation } = turn;
  const renewed = await renewLost(tools, tools.renewals, draft, moment, {
    number,
    origin: originOf(turn),
    door: conversation.address.channel,
    mayHear: (chat, complaint) => chat.id !== conversation.id && !isLinkedByPasscode(chat, complaint),
  });
  return renewed.ok ? { ok: true } : renewed;
}
