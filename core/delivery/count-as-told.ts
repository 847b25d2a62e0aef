import { carryOut } from "../casework/carry-out.ts";
import { commitWork } from "../casework/commit-work.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { brand } from "../ids.ts";
import type { QuestionId } from "../ids.ts";

const bySender = { actor: { kind: "system" as const, rule: "delivery" }, door: "system" as const };

/** A platform accepted the message: a decision counts as told, a question as delivered. Anything else has no effect on the process. */
export async function countAsTold(tools: CaseworkTools, message: OutboundMessage): Promise<void> {
  const command = commandOf(message.purpose, "told");
  if (command !== undefined && message.complaintId !== undefined)
    await carryOut(tools, message.complaintId, command, bySender);
}

/**
 * No attempt will follow on this channel. A decision is recorded as told in vain, with its alert; for anything else that the process
 * tells, staff are alerted, too. What the bot merely answers is not worth a call.
 */
export async function countAsUntold(tools: CaseworkTools, message: OutboundMessage): Promise<void> {
  const { complaintId, conversationId, purpose } = message;
  if (complaintId === undefined || purpose === undefined) return;
  const command = commandOf(purpose, "told_in_vain");
  if (command?.kind === "told_in_vain") await carryOut(tools, complaintId, command, bySender);
  else
    await commitWork(tools, {
      alerts: [{ kind: "unreached", complaintId, conversationId, at: tools.clock.now() }],
    });
}

function commandOf(purpose: string | undefined, ending: "told" | "told_in_vain"): ComplaintCommand | undefined {
  const [kind, detail] = purpose?.split(".", 2) ?? [];
  if (kind === "decision") return { kind: ending, round: detail === "2" ? 2 : 1 };
  if (kind === "question" && detail !== undefined && ending === "told")
    return { kind: "question_delivered", questionId: brand<QuestionId>(detail) };
  return undefined;
}
