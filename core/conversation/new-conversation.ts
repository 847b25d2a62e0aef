import type { Address } from "../channel/address.ts";
import { brand } from "../ids.ts";
import type { CustomerId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import { freshState } from "./conversation.ts";
import type { Conversation, Customer } from "./conversation.ts";

/** A customer of whom nothing is known yet but the language. */
export function newCustomer(language: Language, moment: Moment): Customer {
  return { id: brand(moment.ids.uuid()), language, phoneProven: false, createdAt: moment.now };
}

/** The first state of the one conversation at `address`; version 0 until it is committed. */
export function newConversation(
  address: Address,
  customerId: CustomerId,
  language: Language,
  moment: Moment,
): Conversation {
  return {
    id: brand(moment.ids.uuid()),
    address,
    customerId,
    language,
    languageChosen: false,
    version: 0,
    lastSeq: 0,
    owner: { kind: "bot" },
    state: freshState,
    createdAt: moment.now,
  };
}
