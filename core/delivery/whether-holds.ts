import type { CaseworkTools } from "../casework/tools.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { remindsOf, stillHolds } from "./still-holds.ts";

/** Whether a message that waited still tells the truth, by what the store knows now. What the bot merely answers always does. */
export async function whetherHolds(
  { store }: Pick<CaseworkTools, "store">,
  message: OutboundMessage,
): Promise<boolean> {
  const { complaintId, purpose } = message;
  if (complaintId === undefined || purpose === undefined) return true;
  const reminds = remindsOf(purpose);
  const [complaint, events, twins, reminded] = await Promise.all([
    store.complaints.byId(complaintId),
    store.complaints.events(complaintId),
    store.outbox.ofPurpose(complaintId, purpose),
    reminds === undefined ? [] : store.outbox.ofPurpose(complaintId, reminds),
  ]);
  return complaint === undefined || stillHolds(message, { complaint, events, twins, reminded });
}
