import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { Fault } from "../errors.ts";
import type { CustomerId } from "../ids.ts";
import type { Audience } from "./add-change.ts";
import type { CaseworkTools } from "./tools.ts";

/**
 * The complaint's customer and all conversations through which that customer can be told: a chat that filed it and was then linked to another
 * customer's is still one of them.
 */
export async function loadAudience(
  tools: Pick<CaseworkTools, "store" | "channels">,
  { id, customerId }: Pick<Complaint, "id" | "customerId">,
): Promise<Audience> {
  const { customer, conversations: all } = await loadAudienceOf(tools, customerId);
  const conversations = all.filter((chat) => chat.customerId === customerId || chat.state.granted.includes(id));
  return { customer, conversations, ...(await loadAtPhone(tools, customer, conversations)) };
}

/** The customer, who must exist, and all their conversations, former ones included. */
export async function loadAudienceOf(
  { store: { conversations: stored } }: Pick<CaseworkTools, "store">,
  customerId: CustomerId,
): Promise<Pick<Audience, "customer" | "conversations">> {
  const [customer, conversations] = await Promise.all([stored.customer(customerId), stored.ofCustomer(customerId)]);
  if (customer === undefined) throw new Fault("customer-missing", `customer ${customerId} does not exist`);
  return { customer, conversations };
}

/**
 * The conversation that is held at the customer's mobile number although it belongs to somebody else's record: whoever writes from a
 * number need not be who named it. An address has one conversation, so an SMS to the number goes there.
 */
export async function loadAtPhone(
  { store, channels }: Pick<CaseworkTools, "store" | "channels">,
  { phone }: Customer,
  conversations: readonly Conversation[],
): Promise<Pick<Audience, "atPhone">> {
  if (phone === undefined || !channels().has("sms")) return {};
  const address = { channel: "sms" as const, externalId: phone };
  if (conversations.some((own) => own.address.channel === "sms" && own.address.externalId === phone)) return {};
  const atPhone = await store.conversations.byAddress(address);
  return atPhone === undefined ? {} : { atPhone };
}
