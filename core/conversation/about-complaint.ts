import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationState } from "./conversation.ts";
import { unended } from "./open-matters.ts";

/** The complaint that the conversation is about: the one it was last about, else the only one that has not ended. Undefined where that is not clear. */
export function complaintAbout(
  { complaintId }: Pick<ConversationState, "complaintId">,
  complaints: readonly Complaint[],
): Complaint | undefined {
  const last = complaints.find(({ id }) => id === complaintId);
  if (last !== undefined) return last;
  const open = unended(complaints);
  return open.length === 1 ? open[0] : undefined;
}
