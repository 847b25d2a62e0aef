import { commandContext } from "../casework/carry-out.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { handle } from "../complaint/handle.ts";
import { byCustomer } from "./handle-in-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Notes in the history of each complaint that has not ended what became of the customer's chats. */
export function recordChannel(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  complaints: readonly Complaint[],
  command: Extract<ComplaintCommand, { readonly kind: "join_channel" | "part_channel" }>,
): void {
  for (const complaint of complaints.filter(({ status }) => status !== "closed")) {
    const by = byCustomer(turn, complaint.customerId);
    const change = handle(complaint, command, commandContext(tools, turn.moment, by, complaint.language));
    if (change.ok) draft.complaint(change.value);
  }
}
