import type { Attachment } from "../attachment/attachment.ts";
import type { Inbound } from "../channel/inbound.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation, Customer, Joined } from "../conversation/conversation.ts";
import { isGranted, isOpenedByPasscode, withGrant } from "../conversation/grants.ts";
import { newConversation, newCustomer } from "../conversation/new-conversation.ts";
import { brand } from "../ids.ts";
import type { AttachmentId } from "../ids.ts";
import { guessLanguage, languageOfCountry } from "../language/guess.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import type { TurnFacts } from "../store/store.ts";
import { countryOfPhone } from "./country-of-phone.ts";
import type { FactsAtNumber } from "./number-holder.ts";
import type { TurnTools } from "./turn-tools.ts";

/** One inbound message with everything that is known before it is answered. */
export interface OpenTurn {
  readonly moment: Moment;
  readonly inbound: Inbound;
  readonly facts: TurnFacts;
  readonly customer: Customer;
  readonly isNewCustomer: boolean;
  readonly conversation: Conversation;
  readonly isNewConversation: boolean;
  /** Records of the files that came with it, in order. */
  readonly files: readonly Attachment[];
}

/** Where tries at a secret come from: the chat. */
export function originOf({ inbound: { address } }: Pick<OpenTurn, "inbound">): string {
  return `${address.channel}:${address.externalId}`;
}

/** Whether the complaint is that of this chat's record, of the present one or of that which it had before it was linked to another's. */
export function isOwn(
  { customer, conversation }: Pick<OpenTurn, "customer" | "conversation">,
  { customerId }: Pick<Complaint, "customerId">,
): boolean {
  return customerId === customer.id || customerId === conversation.joined?.fromCustomerId;
}

/** Whether whoever writes here may decide for the complaint's customer: it is their own, or they have shown that they know its passcode. */
export function mayDecide(turn: Pick<OpenTurn, "customer" | "conversation">, complaint: Complaint): boolean {
  return isOwn(turn, complaint) || isOpenedByPasscode(turn.conversation.state, complaint);
}

/**
 * Brings the stored facts and the message together; makes customer and conversation where there are none yet. Where the facts are those of another
 * record than the stored conversation's, the conversation comes to that one, `joined` as it says.
 */
export function openTurn(
  tools: TurnTools,
  moment: Moment,
  inbound: Inbound,
  { facts, joined }: FactsAtNumber,
): OpenTurn {
  const language = facts.conversation?.language ?? firstLanguage(tools, inbound, facts.customer);
  const customer = withProof(
    facts.customer ?? newCustomer(language, moment),
    inbound,
    joined ?? facts.conversation?.joined,
  );
  const stored = facts.conversation ?? newConversation(inbound.address, customer.id, language, moment);
  const conversation = broughtTo(customer, joined, stored, facts.complaints);
  return {
    moment,
    inbound,
    facts: {
      ...facts,
      complaints: facts.complaints.filter(
        (complaint) => isOwn({ customer, conversation }, complaint) || isGranted(conversation.state, complaint),
      ),
    },
    customer,
    isNewCustomer: facts.customer === undefined,
    conversation,
    isNewConversation: facts.conversation === undefined,
    files: announced(inbound, customer, moment),
  };
}

/** The conversation at a number turns out to be that of a customer who is known by it; what it followed or was told before it goes on following. */
function broughtTo(
  { id }: Customer,
  joined: Joined | undefined,
  conversation: Conversation,
  complaints: readonly Complaint[],
): Conversation {
  const linked = joined === undefined ? conversation : { ...conversation, joined };
  if (conversation.customerId === id) return linked;
  const former = complaints.filter(({ customerId }) => customerId === conversation.customerId);
  const state = former.reduce((granted, complaint) => withGrant(granted, complaint), conversation.state);
  return { ...linked, customerId: id, state };
}

function firstLanguage(tools: TurnTools, inbound: Inbound, known: Customer | undefined): Language {
  const words = inbound.reply.kind === "text" || inbound.reply.kind === "files" ? (inbound.reply.text ?? "") : "";
  const { languages } = tools.organisation;
  const guess = guessLanguage(inbound.locale, words) ?? languageOfPhone(inbound.phone);
  return guess !== undefined && languages.includes(guess) ? guess : (known?.language ?? languages[0]);
}

/** WhatsApp and SMS tell no locale; the number that they prove tells a country. */
function languageOfPhone(phone: string | undefined): Language | undefined {
  const country = phone === undefined ? undefined : countryOfPhone(phone);
  return country === undefined ? undefined : languageOfCountry(country);
}

/** A number that the platform itself proves replaces one that was only typed; a name fills an empty place. */
function withProof(customer: Customer, inbound: Inbound, joined: Joined | undefined): Customer {
  // Whoever asked us to forget is not asked by their platform. A chat that was linked to others may be unlinked: it leaves nothing behind.
  if (customer.erasedAt !== undefined || joined !== undefined) return customer;
  const name = customer.name ?? inbound.profileName;
  return {
    ...customer,
    ...(name === undefined ? {} : { name }),
    ...(inbound.phone === undefined || customer.phoneProven ? {} : provenPhone(inbound.phone, customer)),
  };
}

function provenPhone(phone: string, customer: Customer): Partial<Customer> {
  const country = customer.country ?? countryOfPhone(phone);
  return { phone, phoneProven: true, ...(country === undefined ? {} : { country }) };
}

function announced(inbound: Inbound, customer: Customer, moment: Moment): readonly Attachment[] {
  if (inbound.reply.kind !== "files") return [];
  return inbound.reply.files.map(({ source, kind, name }) => ({
    id: brand<AttachmentId>(moment.ids.uuid()),
    customerId: customer.id,
    channel: inbound.address.channel,
    origin: "customer",
    source,
    kind,
    ...(name === undefined ? {} : { name }),
    state: "announced",
    announcedAt: moment.now,
    attempts: 0,
  }));
}
