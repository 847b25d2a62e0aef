import { storable } from "../../core/channel/storable.ts";
import type { ListedMedia, ListedMessage, TwilioChannel } from "./client.ts";
import type { Fields } from "./verify.ts";

/** A message of a customer, as a webhook or the API's list gives it; the list knows less. */
export interface TwilioMessage {
  readonly sid: string;
  readonly channel: TwilioChannel;
  /** Who wrote, without the channel's prefix: a number in E.164, or WhatsApp's own id of somebody who hides theirs. */
  readonly from: string;
  /** Whom it was for, without the prefix. */
  readonly to: string;
  readonly body: string;
  readonly media: readonly ListedMedia[];
  /** What WhatsApp calls it (`text`, `image`, `sticker`, `reaction` …), where it says. */
  readonly messageType?: string;
  readonly profileName?: string;
  /** The button or list item that was tapped. */
  readonly tapped?: { readonly id: string; readonly label?: string };
  readonly place?: { readonly latitude: number; readonly longitude: number; readonly label?: string };
  /** `STOP`, `START` or `HELP`, where Twilio has answered the word itself. */
  readonly optOut?: string;
  /** The Messaging Service that took it, where one did. */
  readonly serviceSid?: string;
  /** Where it is known: a webhook does not say. */
  readonly sentAt?: Date;
}

/** Why a message cannot be read; counted. */
export interface Unreadable {
  readonly unreadable: string;
}

const whatsapp = "whatsapp:";

/** Numbers, short codes, names, and WhatsApp's ids (`US.13491208655302741918`). */
const endForm = /^\+?[A-Za-z0-9._-]{1,160}$/u;

/** https://www.twilio.com/docs/messaging/guides/webhook-request: at most ten files. */
const mostMedia = 10;

/** Reads the fields of a webhook. New fields are left alone; a known one that is not of its form makes the whole unreadable. */
export function messageOfFields(fields: Fields): TwilioMessage | Unreadable {
  const ends = endsOf(fields["From"] ?? "", fields["To"] ?? "");
  if (ends === undefined) return { unreadable: "ends" };
  const media = mediaOf(fields);
  if (media === undefined) return { unreadable: "media" };
  return {
    sid: fields["MessageSid"] ?? "",
    ...ends,
    body: fields["Body"] ?? "",
    media,
    ...given("messageType", fields["MessageType"]),
    ...given("profileName", fields["ProfileName"]),
    ...given("optOut", fields["OptOutType"]),
    ...given("serviceSid", fields["MessagingServiceSid"]),
    ...tapOf(fields),
    ...placeOf(fields),
  };
}

/** Reads what the API lists. Taps and places are not told there: what is left of a tap is its label, as words. */
export function messageOfListed(message: ListedMessage, media: readonly ListedMedia[]): TwilioMessage | Unreadable {
  const ends = endsOf(message.from, message.to);
  if (ends === undefined) return { unreadable: "ends" };
  const { sid, sentAt, serviceSid } = message;
  // A form with NUL is refused before anybody looks at it; such a message comes this way.
  const body = storable(message.body);
  return { sid, ...ends, body, media, ...given("serviceSid", serviceSid), ...(sentAt === undefined ? {} : { sentAt }) };
}

/** Which channel an address of Twilio's belongs to, and its bare form; undefined for other channels (`messenger:` …). */
function endOf(text: string): { readonly channel: TwilioChannel; readonly end: string } | undefined {
  const channel = text.startsWith(whatsapp) ? "whatsapp" : "sms";
  const end = channel === "whatsapp" ? text.slice(whatsapp.length) : text;
  return endForm.test(end) ? { channel, end } : undefined;
}

/** As Twilio writes the address `end` on `channel`. */
export function twilioAddress(channel: TwilioChannel, end: string): string {
  return channel === "whatsapp" ? `${whatsapp}${end}` : end;
}

/** Whether the platform itself proves a number with this address: E.164, 7 to 15 digits. */
export function isNumber(end: string): boolean {
  return /^\+[1-9]\d{6,14}$/u.test(end);
}

function endsOf(from: string, to: string): Pick<TwilioMessage, "channel" | "from" | "to"> | undefined {
  const sender = endOf(from);
  const receiver = endOf(to);
  if (sender === undefined || receiver?.channel !== sender.channel) return undefined;
  return { channel: sender.channel, from: sender.end, to: receiver.end };
}

function mediaOf(fields: Fields): readonly ListedMedia[] | undefined {
  const { NumMedia: told = "0" } = fields;
  const count = /^\d{1,2}$/u.test(told) ? Number(told) : Number.NaN;
  if (Number.isNaN(count) || count > mostMedia) return undefined;
  const media = Array.from({ length: count }, (_, index) => ({
    url: fields[`MediaUrl${String(index)}`] ?? "",
    contentType: fields[`MediaContentType${String(index)}`] ?? "",
  }));
  return media.every(({ url }) => URL.canParse(url)) ? media : undefined;
}

function tapOf(fields: Fields): Pick<TwilioMessage, "tapped"> {
  const { ButtonPayload: button, ListId: item } = fields;
  const id = button ?? item ?? "";
  if (id === "") return {};
  const label = button === undefined ? fields["ListTitle"] : fields["ButtonText"];
  return { tapped: { id, ...given("label", label) } };
}

function placeOf(fields: Fields): Pick<TwilioMessage, "place"> {
  const latitude = degrees(fields["Latitude"], 90);
  const longitude = degrees(fields["Longitude"], 180);
  if (latitude === undefined || longitude === undefined) return {};
  return { place: { latitude, longitude, ...given("label", fields["Label"] ?? fields["Address"]) } };
}

function degrees(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !/^-?\d{1,3}(?:\.\d{1,20})?$/u.test(text)) return undefined;
  return Math.abs(Number(text)) <= most ? Number(text) : undefined;
}

function given<Name extends string>(name: Name, value: string | undefined): Readonly<Partial<Record<Name, string>>>;
function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined || value === "" ? {} : { [name]: value };
}
