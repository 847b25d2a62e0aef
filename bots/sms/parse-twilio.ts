import type { Inbound, Reply } from "../../core/channel/inbound.ts";
import { isNumber } from "../twilio/index.ts";
import type { TwilioMessage } from "../twilio/index.ts";

/** What a customer wrote by SMS, as Twilio tells it. Short codes and names that write to us are machines. */
export function parseTwilioSms(message: TwilioMessage): Inbound | { readonly ignored: string } {
  const { sid, from, sentAt } = message;
  if (!isNumber(from)) return { ignored: "sender" };
  return {
    address: { channel: "sms", externalId: from },
    externalId: sid,
    reply: replyOf(message),
    phone: from,
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

/** Where networks carry MMS, pictures come as well (https://www.twilio.com/docs/messaging/guides/accepted-mime-types). */
function replyOf({ body, media }: TwilioMessage): Reply {
  const files = media.map(({ url, contentType }) => ({
    source: { kind: "remote" as const, handle: url },
    kind: contentType.startsWith("image/") ? ("photo" as const) : ("document" as const),
    ...(contentType === "" ? {} : { claimedType: contentType }),
  }));
  if (files.length > 0) return { kind: "files", files, ...(body.trim() === "" ? {} : { text: body }) };
  return body.trim() === "" ? { kind: "unsupported", what: "empty" } : { kind: "text", text: body };
}
