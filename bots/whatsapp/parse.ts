import type { FileKind, FileRef, Inbound, Reply } from "../../core/channel/inbound.ts";
import { isNumber } from "../twilio/index.ts";
import type { TwilioMessage } from "../twilio/index.ts";

/** Tokens as we made them; anything else that was tapped is a button of somebody else's. */
const tokenForm = /^[A-Za-z0-9.]{1,32}$/u;

/** Kinds that WhatsApp has words for and we cannot keep, as `MessageType` names them. */
const kept: readonly string[] = ["text", "image", "audio", "video", "document", "location", "button", "interactive"];

/** What a customer did on WhatsApp. Somebody who hides the number is known by WhatsApp's own id, and has no phone here. */
export function parseWhatsApp(message: TwilioMessage): Inbound | { readonly ignored: string } {
  const { sid, from, profileName, sentAt } = message;
  return {
    address: { channel: "whatsapp", externalId: from },
    externalId: sid,
    reply: replyOf(message),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(profileName === undefined ? {} : { profileName }),
    ...(isNumber(from) ? { phone: from } : {}),
    // An album comes as several messages at the same time.
    ...(message.media.length > 0 ? { mayContinue: true } : {}),
  };
}

function replyOf(message: TwilioMessage): Reply {
  const { tapped, body, place, media, messageType } = message;
  if (tapped !== undefined && tokenForm.test(tapped.id))
    return { kind: "tap", token: tapped.id, ...(tapped.label === undefined ? {} : { label: tapped.label }) };
  if (place !== undefined) return { kind: "place", ...place };
  if (messageType === "sticker") return { kind: "unsupported", what: "sticker" };
  if (media.length > 0) return mediaReply(message);
  // A thumbs-up is an answer: it is understood as a word where it can be.
  if (body.trim() !== "") return { kind: "text", text: body };
  if (tapped?.label !== undefined) return { kind: "text", text: tapped.label };
  return { kind: "unsupported", what: unsupportedName(messageType) };
}

function unsupportedName(messageType: string | undefined): string {
  return messageType === undefined || kept.includes(messageType) || !/^[a-z_]{1,40}$/u.test(messageType)
    ? "message"
    : messageType;
}

/** A contact card comes as a file, and tells nothing that can be believed. */
function mediaReply({ media, body }: TwilioMessage): Reply {
  const files = media.filter(({ contentType }) => !isContactCard(contentType)).map(fileOf);
  if (files.length === 0)
    return body.trim() === "" ? { kind: "unsupported", what: "contacts" } : { kind: "text", text: body };
  return { kind: "files", files, ...(body.trim() === "" ? {} : { text: body }) };
}

function isContactCard(type: string): boolean {
  return /^text\/(?:x-)?vcard\b/iu.test(type);
}

function fileOf({ url, contentType }: TwilioMessage["media"][number]): FileRef {
  return {
    source: { kind: "remote", handle: url },
    kind: kindOf(contentType),
    ...(contentType === "" ? {} : { claimedType: contentType }),
  };
}

function kindOf(type: string): FileKind {
  if (/^image\/(?!svg)/iu.test(type)) return "photo";
  if (/^audio\//iu.test(type)) return "voice";
  return /^video\//iu.test(type) ? "video" : "document";
}
