import type { Attachment } from "../attachment/attachment.ts";
import type { Capabilities } from "../channel/channel.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Language } from "../language/language.ts";
import type { Say } from "../language/text-key.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { CustomerId } from "../ids.ts";
import type { Customer } from "./conversation.ts";

/** What a step may know: read before the turn, fixed while it lasts. */
export interface Facts {
  readonly now: Date;
  readonly say: Say;
  readonly language: Language;
  readonly languageChosen: boolean;
  readonly channel: { readonly name: ChannelName; readonly can: Capabilities };
  /** All questions stand on one page and are answered at once, as in the form of the site. */
  readonly isForm?: true;
  readonly organisation: Organisation;
  readonly customer: Customer;
  /** The customer's own, those that have not ended first, newest first. */
  readonly complaints: readonly Complaint[];
  /** Files sent in this conversation that a draft may carry. */
  readonly attachments: readonly Attachment[];
  /** Whether this installation can send an SMS. */
  readonly sendsSms: boolean;
  /** Whether a code can be sent to a mobile number. */
  readonly sendsCodes?: boolean;
  /** Places of the messages that were held back until this turn: they are shown only now, and nobody can have answered them yet. */
  readonly unseen?: ReadonlySet<number>;
  /** The platform lets us speak only since this reply: the customer may have written no more than the word that they were asked for. */
  readonly isLetIn?: boolean;
  /** An agent has the conversation. */
  readonly withAgent?: boolean;
  /** When a person was promised to whoever waits for one, where nobody came in time. */
  readonly promisedAt?: Date;
  /** The customer wants no messages here but answers. */
  readonly optedOut?: boolean;
  /** The record that this chat belonged to before it was linked to the customer's others; what it filed there is still its own. */
  readonly formerCustomerId?: CustomerId;
  /** Whether a person answers now, or when the next one does. */
  readonly staffed: { readonly now: boolean; readonly next: Date };
}
