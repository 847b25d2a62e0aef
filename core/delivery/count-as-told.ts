import { carryOut } from "../casework/carry-out.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { brand } from "../ids.ts";
import type { QuestionId } from "../ids.ts";
import { byDelivery } from "./by-delivery.ts";

/** A platform accepted the message: a decision counts as told, a question as delivered. Anything else has no effect on the process. */
export async function countAsTold(
  tools: CaseworkTools,
  { complaintId, purpose }: Pick<OutboundMessage, "complaintId" | "purpose">,
): Promise<void> {
  const command = commandOf(purpose);
  if (command !== undefined && complaintId !== undefined) await carryOut(tools, complaintId, command, byDelivery);
}

function commandOf(purpose = ""): ComplaintCommand | undefined {
  const [kind, detail] = purpose.split(".", 2);
  if (kind === "decision") return { kind: "told", round: detail === "2" ? 2 : 1 };
  if (kind === "question" && detail !== undefined)
    return { kind: "question_delivered", questionId: brand<QuestionId>(detail) };
  return undefined;
}
