import { canBeWrittenTo, createPartSender } from "../twilio/index.ts";
import type { PartedMessage, TwilioAccount, TwilioLine } from "../twilio/index.ts";
import type { Sms, SmsGateway } from "./gateway.ts";
import { parseTwilioSms } from "./parse-twilio.ts";

/**
 * What Twilio carries no SMS to: Iran (its Geo Permissions do not list it, https://www.twilio.com/docs/messaging/guides/sms-geo-permissions;
 * a try answers 21408).
 */
const unserved = ["+98"];

/** Twilio as a gateway: takes what customers write to `from` from now on, and sends to every number that no other gateway's prefix names. */
export function createTwilioGateway(account: TwilioAccount, from: string): SmsGateway {
  const sender = createPartSender(account);
  const line: TwilioLine = { channel: "sms", from, parse: parseTwilioSms };
  account.join(line);
  const partsOf = ({ phone, texts, messageId }: Sms): PartedMessage => ({
    channel: "sms",
    messageId,
    from,
    to: phone,
    parts: texts.map((text) => ({ words: { body: text }, reads: text })),
  });
  return {
    name: "twilio",
    prefixes: [],
    unserved,
    receives: canBeWrittenTo(line),
    send: (sms) => sender.send(partsOf(sms)),
    findSent: (sms, since) => sender.find(partsOf(sms), since),
  };
}
