import { randomBytes, randomInt } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";
import { secretHeader, webhookPath, webhookSecret } from "../bots/telegram/index.ts";
import { signTwilio, statusPath, twilioAddress } from "../bots/twilio/index.ts";
import type { Fields } from "../bots/twilio/index.ts";
import type { Address } from "../core/channel/address.ts";
import type { Config } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import { brand } from "../core/ids.ts";
import { localUrl } from "./local-url.ts";

/** A request as the platform would make it. */
export interface RecordedRequest {
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The customer whose message it is; undefined where it is nobody's. */
  readonly address: Address | undefined;
}

interface Renewal {
  /** Ids that nobody has seen take the place of the recorded ones. */
  readonly isFresh: boolean;
  readonly messageId?: string;
}

const fixture = z.object({ update: z.looseObject({ update_id: z.number() }) }).transform(({ update }) => update);
const update = z.union([fixture, z.looseObject({ update_id: z.number() })]);
const twilioFields = z.record(z.string(), z.string()).refine((fields) => fields["MessageSid"] !== undefined);
const gatewaySms = z.looseObject({ from: z.string(), text: z.string() });

/** Makes the platform's request of a recorded payload, signed with the secrets of `config`. Throws `Fault` where it is none, or its channel is off. */
export function recordedRequest(payload: unknown, config: Config, renewal: Renewal): RecordedRequest {
  const ofTelegram = update.safeParse(payload);
  if (ofTelegram.success) return telegramRequest(ofTelegram.data, config, renewal);
  const ofTwilio = twilioFields.safeParse(payload);
  if (ofTwilio.success) return twilioRequest(ofTwilio.data, config, renewal);
  const ofGateway = gatewaySms.safeParse(payload);
  if (ofGateway.success) return gatewayRequest(ofGateway.data, config, renewal);
  throw new Fault(
    "replay-payload",
    "this is neither an update of Telegram nor a message of Twilio or of an SMS gateway",
  );
}

type Update = z.infer<typeof update>;

const chatOf = z.object({ chat: z.object({ id: z.number() }) });
const fromOf = z.object({ from: z.object({ id: z.number() }) });

function telegramRequest(recorded: Update, { telegram, secretKey }: Config, { isFresh }: Renewal): RecordedRequest {
  if (telegram === undefined) throw off("TELEGRAM_BOT_TOKEN");
  const sent = isFresh ? renewedUpdate(recorded) : recorded;
  const person = [sent["message"], sent["edited_message"], sent["callback_query"]]
    .map((part) => chatOf.safeParse(part).data?.chat.id ?? fromOf.safeParse(part).data?.from.id)
    .find((id) => id !== undefined);
  return {
    path: webhookPath,
    headers: {
      "content-type": "application/json",
      [secretHeader]: webhookSecret(secretKey, telegram.webhookSecret),
    },
    body: JSON.stringify(sent),
    address: person === undefined ? undefined : { channel: "telegram", externalId: String(person) },
  };
}

/** Messages count up within a chat, so a new one has a high number. */
function renewedUpdate(recorded: Update): Update {
  const id = randomInt(1_000_000_000, 2_000_000_000);
  const renew = (name: string, part: object): Record<string, unknown> => {
    const recordedPart = recorded[name];
    return typeof recordedPart === "object" ? { [name]: { ...recordedPart, ...part } } : {};
  };
  return {
    ...recorded,
    update_id: id,
    ...renew("message", { message_id: id, date: Math.floor(Date.now() / 1_000) }),
    ...renew("callback_query", { id: String(id) }),
  };
}

function twilioRequest(recorded: Fields, config: Config, renewal: Renewal): RecordedRequest {
  const { twilio } = config;
  if (twilio === undefined) throw off("TWILIO_ACCOUNT_SID");
  const { MessageSid = "", MessageStatus } = recorded;
  const sid = renewal.isFresh ? `SM${randomBytes(16).toString("hex")}` : MessageSid;
  const fields = { ...recorded, ...renewedSids(recorded, sid) };
  return MessageStatus === undefined
    ? messageRequest(fields, config, twilio)
    : reportRequest(fields, config, twilio, renewal.messageId);
}

type Twilio = NonNullable<Config["twilio"]>;

function messageRequest(fields: Fields, config: Config, twilio: Twilio): RecordedRequest {
  const { To = "", From = "" } = fields;
  const channel = channelOf(To);
  const to = twilioAddress(channel, senderOf(twilio, channel));
  return {
    ...signed("/twilio/messages", { ...fields, To: to }, config, twilio),
    address: { channel, externalId: From.replace("whatsapp:", "") },
  };
}

function reportRequest(fields: Fields, config: Config, twilio: Twilio, messageId: string | undefined): RecordedRequest {
  if (messageId === undefined)
    throw new Fault("replay-message", "a report is about one of our messages: say which, with --message ID");
  const { From = "" } = fields;
  const channel = channelOf(From);
  const from = twilioAddress(channel, senderOf(twilio, channel));
  const path = statusPath(brand(messageId), { part: 1, parts: 1 });
  return { ...signed(path, { ...fields, From: from }, config, twilio), address: undefined };
}

function channelOf(end: string): "whatsapp" | "sms" {
  return end.startsWith("whatsapp:") ? "whatsapp" : "sms";
}

/** Our number is that of the configuration: a fixture has nobody's. */
function senderOf({ whatsappFrom, smsFrom }: Twilio, channel: "whatsapp" | "sms"): string {
  const from = channel === "whatsapp" ? whatsappFrom : smsFrom;
  if (from === undefined) throw off(channel === "whatsapp" ? "TWILIO_WHATSAPP_FROM" : "TWILIO_SMS_FROM");
  return from;
}

/** The account is that of the configuration, too. */
function signed(
  path: string,
  recorded: Fields,
  { publicUrl, host, port }: Config,
  { accountSid, authToken }: Twilio,
): Omit<RecordedRequest, "address"> {
  const fields: Fields = { ...recorded, AccountSid: accountSid };
  return {
    path,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": signTwilio(authToken, `${publicUrl ?? localUrl(host, port)}${path}`, fields),
    },
    body: new URLSearchParams(fields).toString(),
  };
}

function renewedSids(recorded: Fields, sid: string): Fields {
  const names = ["MessageSid", "SmsSid", "SmsMessageSid"].filter((name) => recorded[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, sid]));
}

function gatewayRequest(recorded: z.infer<typeof gatewaySms>, { sms }: Config, { isFresh }: Renewal): RecordedRequest {
  const inbound = sms.gateway?.inbound;
  if (inbound === undefined) throw off("SMS_GATEWAY_INBOUND_SECRET");
  const number = parsePhoneNumberFromString(recorded.from)?.number;
  return {
    path: "/sms/inbound",
    headers: { "content-type": "application/json", authorization: `Bearer ${inbound.secret}` },
    body: JSON.stringify(isFresh ? { ...recorded, messageid: randomBytes(8).toString("hex") } : recorded),
    address: number === undefined ? undefined : { channel: "sms", externalId: number },
  };
}

function off(variable: string): Fault {
  return new Fault("replay-off", `the channel of this payload is off: ${variable} is unset`);
}
