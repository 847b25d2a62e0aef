import type { Address } from "../../core/channel/address.ts";
import type { Channel, DeliveryReceipt, Invitation } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { DeliveryError } from "../../core/errors.ts";
import { twilioAddress } from "../twilio/index.ts";
import type { PartedMessage, PartSender } from "../twilio/index.ts";
import type { ContentBook } from "./content-book.ts";
import { invitationVariables } from "./content-plan.ts";
import { rates, richCapabilities, windowMs } from "./limits.ts";
import { renderWhatsApp } from "./render.ts";

export interface WhatsAppChannelTools {
  readonly sender: PartSender;
  readonly book: ContentBook;
  /** Our number in E.164. */
  readonly from: string;
}

/** WhatsApp as core sees it. */
export function createWhatsAppChannel({ sender, book, from }: WhatsAppChannelTools): Channel {
  const ends = (to: Address): Pick<PartedMessage, "channel" | "from" | "to"> => ({
    channel: "whatsapp",
    from: twilioAddress("whatsapp", from),
    to: twilioAddress("whatsapp", to.externalId),
  });
  const parted = (to: Address, message: Outbound): PartedMessage => ({
    ...ends(to),
    messageId: message.messageId,
    parts: renderWhatsApp(message, book),
  });
  return {
    name: "whatsapp",
    capabilities: richCapabilities,
    rates,
    window: {
      ms: windowMs,
      invite: (to, invitation) => sender.announce({ ...ends(to), ...approvedWords(book, invitation) }),
    },
    send: (to, message) => sender.send(parted(to, message)),
    findSent: (to, message, since): Promise<DeliveryReceipt | undefined> => sender.find(parted(to, message), since),
  };
}

function approvedWords(
  book: ContentBook,
  { messageId, language, kind, number }: Invitation,
): Pick<PartedMessage, "messageId"> & {
  readonly words: { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> };
} {
  const template = book.invitation(language, kind, number !== undefined);
  if (template === undefined)
    throw new DeliveryError("whatsapp", `no approved words for ${kind} in ${language}`, { trouble: "no_template" });
  return {
    messageId,
    words: { contentSid: template.sid, variables: invitationVariables(template.namesNumber ? number : undefined) },
  };
}
