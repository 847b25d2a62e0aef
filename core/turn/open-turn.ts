import type { Attachment } from "../attachment/attachment.ts";
import type { Inbound } from "../channel/inbound.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { isGranted } from "../conversation/grants.ts";
import { newConversation, newCustomer } from "../conversation/new-conversation.ts";
import { brand } from "../ids.ts";
import type { AttachmentId } from "../ids.ts";
import { guessLanguage } from "../language/guess.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import type { TurnFacts } from "../store/store.ts";
import { countryOfPhone } from "./country-of-phone.ts";
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

/** Brings the stored facts and the message together; makes customer and conversation where there are none yet. */
export function openTurn(tools: TurnTools, moment: Moment, inbound: Inbound, facts: TurnFacts): OpenTurn {
  const language = facts.conversation?.language ?? firstLanguage(tools, inbound);
  const customer = withProof(facts.customer ?? newCustomer(language, moment), inbound);
  const conversation = facts.conversation ?? newConversation(inbound.address, customer.id, language, moment);
  return {
    moment,
    inbound,
    facts: {
      ...facts,
      complaints: facts.complaints.filter((complaint) => isTheirs(complaint, customer, conversation)),
    },
    customer,
    isNewCustomer: facts.customer === undefined,
    conversation,
    isNewConversation: facts.conversation === undefined,
    files: announced(inbound, customer, moment),
  };
}

function firstLanguage(tools: TurnTools, inbound: Inbound): Language {
  const words = inbound.reply.kind === "text" || inbound.reply.kind === "files" ? (inbound.reply.text ?? "") : "";
  const { languages } = tools.organisation;
  const guess = guessLanguage(inbound.locale, words);
  return guess !== undefined && languages.includes(guess) ? guess : languages[0];
}

function isTheirs(complaint: Complaint, customer: Customer, { state }: Conversation): boolean {
  return complaint.customerId === customer.id || isGranted(state, complaint);
}

/** A number that the platform itself proves replaces one that was only typed; a name fills an empty place. */
function withProof(customer: Customer, inbound: Inbound): Customer {
  // Whoever asked us to forget is not asked by their platform.
  if (customer.erasedAt !== undefined) return customer;
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
