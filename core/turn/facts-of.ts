import type { Attachment } from "../attachment/attachment.ts";
import { isOpen, nextOpening } from "../calendar/working-days.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import type { Facts } from "../conversation/facts.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import type { TurnFacts } from "../store/store.ts";

/** A conversation as it was read, with the files that have come since. */
export interface Subject {
  readonly moment: Moment;
  readonly facts: TurnFacts;
  readonly customer: Customer;
  readonly conversation: Conversation;
  readonly files: readonly Attachment[];
}

/** What the steps of a conversation may know of it now, in `language`. */
export function factsOf(tools: CaseworkTools, subject: Subject, language: Language): Facts {
  const { conversation, facts, moment, customer, files } = subject;
  const channel = conversation.address.channel;
  const unseen = unseenIn(facts);
  return {
    now: moment.now,
    say: tools.sayIn(language),
    language,
    languageChosen: conversation.languageChosen,
    channel: { name: channel, can: capabilitiesOf(tools, conversation) },
    organisation: tools.organisation,
    customer,
    complaints: facts.complaints,
    attachments: [...facts.attachments, ...files],
    sendsSms: tools.channels().has("sms"),
    sendsCodes: tools.channels().has("sms") || tools.channels().has("whatsapp"),
    ...(unseen === undefined ? {} : { unseen }),
    isLetIn: facts.held.some(({ hold }) => hold === "window"),
    withAgent: conversation.owner.kind === "agent",
    ...(conversation.owner.kind === "waiting" && conversation.owner.promisedAt !== undefined
      ? { promisedAt: conversation.owner.promisedAt }
      : {}),
    optedOut: conversation.unreachable?.reason === "opted_out",
    ...(conversation.joined === undefined ? {} : { formerCustomerId: conversation.joined.fromCustomerId }),
    // Reckoned for the few turns that ask: time zones cost more than all the rest of a turn.
    get staffed() {
      const calendar = tools.calendar();
      return { now: isOpen(calendar, moment.now), next: nextOpening(calendar, moment.now) };
    },
  };
}

/** A door that receives but is not (or no longer) set up for sending is taken as plain text. */
function capabilitiesOf(tools: CaseworkTools, { address }: Conversation): Facts["channel"]["can"] {
  return (
    tools.channels().get(address.channel) ?? {
      maxButtons: 0,
      maxButtonLabel: 0,
      maxListItems: 0,
      maxListLabel: 0,
      maxText: 1_000,
      maxFile: 0,
    }
  );
}

/** What the customer has not been shown yet, because it waits for them to write; undefined where there is nothing. */
export function unseenIn({ held }: Pick<TurnFacts, "held">): ReadonlySet<number> | undefined {
  const places = held.flatMap(({ hold, seq }) => (hold === "album" ? [] : [seq]));
  return places.length === 0 ? undefined : new Set(places);
}
