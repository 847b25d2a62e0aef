import type { Inbound } from "../channel/inbound.ts";
import type { Conversation, Customer, Joined } from "../conversation/conversation.ts";
import type { ConversationId } from "../ids.ts";
import type { Store, TurnFacts } from "../store/store.ts";

/** The record of a person whose number is proven. */
export interface NumberHolder {
  readonly customer: Customer;
  /** How the chat at the number came to the record, where it was linked there. */
  readonly joined?: Joined;
}

/**
 * Whose number it is, by proof: of whoever has written from it by SMS or WhatsApp, or linked the chat there by a code; else of the record that has
 * it as proven. A number that was only typed is nobody's. `except` is the conversation that asks.
 */
export async function holderOfNumber(
  { conversations }: Pick<Store, "conversations">,
  phone: string,
  except?: ConversationId,
): Promise<NumberHolder | undefined> {
  const [sms, whatsapp, record] = await Promise.all([
    conversations.byAddress({ channel: "sms", externalId: phone }),
    conversations.byAddress({ channel: "whatsapp", externalId: phone }),
    conversations.customerWithNumber(phone),
  ]);
  const proven = [whatsapp, sms].filter((chat) => chat !== undefined && chat.id !== except && isProven(chat));
  const [first] = proven
    .flatMap((chat) => chat ?? [])
    .toSorted((one, other) => Number(one.createdAt) - Number(other.createdAt));
  if (first === undefined) return record === undefined ? undefined : { customer: record };
  const customer = first.customerId === record?.id ? record : await conversations.customer(first.customerId);
  if (customer === undefined) return undefined;
  return first.joined === undefined ? { customer } : { customer, joined: first.joined };
}

/** Whether whoever holds the number has shown themselves in the chat, rather than our having sent something there. */
function isProven({ lastInboundAt, joined }: Conversation): boolean {
  return lastInboundAt !== undefined || joined !== undefined;
}

/** The facts of a turn in which somebody shows up for the first time at a number that is known to be a customer's. */
export interface FactsAtNumber {
  readonly facts: TurnFacts;
  /** How the customer's chat at the same number came to the record: this one comes in the same way. */
  readonly joined?: Joined;
}

/**
 * All channels of one proven number belong to one record from their first message on: the facts are then those of that record. Any other turn
 * keeps its own, and costs nothing.
 */
export async function atKnownNumber(store: Store, { phone }: Inbound, facts: TurnFacts): Promise<FactsAtNumber> {
  const { conversation } = facts;
  if (phone === undefined || (conversation !== undefined && isProven(conversation))) return { facts };
  const holder = await holderOfNumber(store, phone, conversation?.id);
  if (holder === undefined || holder.customer.id === facts.customer?.id) return { facts };
  const { customer, joined } = holder;
  const own = await store.complaints.ofCustomer(customer.id);
  const complaints = [...own, ...facts.complaints];
  return { facts: { ...facts, customer, complaints, attachments: [] }, ...(joined === undefined ? {} : { joined }) };
}
