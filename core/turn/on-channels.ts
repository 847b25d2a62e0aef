import type { WorkDraft } from "../casework/work-draft.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import { joinByPasscode } from "./join-channel.ts";
import type { OpenTurn } from "./open-turn.ts";
import { listChannels, partChannel } from "./part-channel.ts";
import { enterCode, proveNumber, sendCode } from "./prove-number.ts";
import type { TurnTools } from "./turn-tools.ts";

type ChannelCommand = Extract<
  ConversationCommand,
  {
    readonly kind:
      | "join_by_passcode"
      | "send_code"
      | "enter_code"
      | "prove_number"
      | "list_channels"
      | "part_channel"
      | "opt_out"
      | "opt_in";
  }
>;

/** Carries out what customers do about their chats themselves: linking, unlinking, proving a number, ending our messages. */
export async function onChannels(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: ChannelCommand,
): Promise<Outcome> {
  switch (command.kind) {
    case "join_by_passcode":
      return joinByPasscode(tools, turn, draft, command);
    case "send_code":
      return sendCode(tools, turn, draft, command);
    case "enter_code":
      return enterCode(tools, turn, draft, command);
    case "prove_number":
      return proveNumber(tools, turn, draft, command.phone);
    case "list_channels":
      return listChannels(tools, turn);
    case "part_channel":
      return partChannel(tools, turn, draft, command);
    case "opt_out":
      draft.unreachable(turn.conversation.id, { reason: "opted_out", since: turn.moment.now });
      return { ok: true };
    case "opt_in":
      draft.unreachable(turn.conversation.id, undefined);
      return { ok: true };
  }
}
