import type { CaseworkTools } from "../casework/tools.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { DeliveryError } from "../errors.ts";

/**
 * Why a notice that has waited must not be told in its conversation any more: the chat was unlinked from its customer's, or they want no messages
 * there. It is then told on another way. Undefined where nothing bars it; what the bot merely answers is never barred.
 */
export async function barOf(
  { store }: Pick<CaseworkTools, "store">,
  { complaintId, purpose, conversationId, address: { channel } }: OutboundMessage,
): Promise<DeliveryError | undefined> {
  if (complaintId === undefined || purpose === undefined) return undefined;
  const [complaint, conversation] = await Promise.all([
    store.complaints.byId(complaintId),
    store.conversations.byId(conversationId),
  ]);
  if (complaint === undefined || conversation === undefined) return undefined;
  if (conversation.unreachable?.reason === "opted_out") return barred(channel, "opted_out");
  return (await isTheirs(store, complaint, conversation)) ? undefined : barred(channel, "refused", "unlinked");
}

/** The customer's own chat, one that filed it before it was linked to another's, or the one at their number: those of `loadAudience`. */
async function isTheirs(
  { conversations }: CaseworkTools["store"],
  { id, customerId }: Complaint,
  { customerId: holder, state, address }: Conversation,
): Promise<boolean> {
  if (holder === customerId || state.granted.includes(id)) return true;
  return address.channel === "sms" && (await conversations.customer(customerId))?.phone === address.externalId;
}

function barred(channel: ChannelName, trouble: "opted_out" | "refused", platformCode?: string): DeliveryError {
  return new DeliveryError(channel, "is not to be told here any more", {
    trouble,
    ...(platformCode === undefined ? {} : { platformCode }),
  });
}
