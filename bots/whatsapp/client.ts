import type { Address } from "../../core/channel/address.ts";
import type { Channel, Invitation } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { DeliveryError } from "../../core/errors.ts";
import { twilioAddress } from "../twilio/index.ts";
import type { MessagePart, PartedMessage, PartSender } from "../twilio/index.ts";
import type { ContentBook } from "./content-book.ts";
import { invitationVariables } from "./content-plan.ts";
import { filesToo, rates, richCapabilities, windowMs } from "./limits.ts";
import type { OutgoingFiles } from "./outgoing-files.ts";
import { renderWhatsApp, showWhatsApp } from "./render.ts";

export interface WhatsAppChannelTools {
  readonly sender: PartSender;
  readonly book: ContentBook;
  readonly files: Pick<OutgoingFiles, "links" | "canBeFetched">;
  /** Our number in E.164. */
  readonly from: string;
}

/** WhatsApp as core sees it. */
export function createWhatsAppChannel({ sender, book, files, from }: WhatsAppChannelTools): Channel {
  const ends = (to: Address): Pick<PartedMessage, "channel" | "from" | "to"> => ({
    channel: "whatsapp",
    from: twilioAddress("whatsapp", from),
    to: twilioAddress("whatsapp", to.externalId),
  });
  /** Files first, so that what is asked stands at the end. */
  const parted = async (to: Address, message: Outbound): Promise<PartedMessage> => {
    const links = await files.links(message.files);
    return {
      ...ends(to),
      messageId: message.messageId,
      parts: [...links.map(filePart), ...renderWhatsApp(message, book)],
    };
  };
  return {
    name: "whatsapp",
    capabilities: files.canBeFetched ? filesToo : richCapabilities,
    rates,
    window: {
      ms: windowMs,
      invite: (to, invitation) => sender.announce({ ...ends(to), ...approvedWords(book, invitation) }),
    },
    show: (message) => showWhatsApp(message, book),
    send: async (to, message) => sender.send(await parted(to, message)),
    findSent: async (to, message, since) => sender.find(await parted(to, message), since),
  };
}

/** Twilio lists it without words. */
function filePart(mediaUrl: string): MessagePart {
  return { words: { mediaUrl }, reads: "" };
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
