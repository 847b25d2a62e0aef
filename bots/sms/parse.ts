import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Inbound } from "../../core/channel/inbound.ts";
import { toLatinDigits } from "../../core/language/digits.ts";

/** Under which names an inbound request tells what. */
export interface InboundFields {
  readonly from: string;
  readonly text: string;
  readonly id?: string;
  readonly at?: string;
}

/** What a request brought: its query and its body together. */
export type InboundRequest = Readonly<Record<string, unknown>>;

/** An inbound SMS, or a fixed reason why the request is none. */
export type Parsed = Inbound | { readonly ignored: "empty" | "sender" | "shape" };

/** The names that gateways commonly use, each list in the order in which they are tried. */
const usualNames = {
  from: ["from", "From", "sender", "msisdn", "mobile", "source"],
  text: ["text", "body", "message", "Body", "Text", "content", "msg"],
  id: ["messageid", "messageId", "message_id", "id", "MessageSid"],
  at: ["at", "date", "time", "timestamp", "receivedAt"],
} as const;

/** What the reading of a request depends on. */
export interface InboundReading {
  /** Unset: the usual names are tried. */
  readonly fields?: InboundFields;
  /** Calling code of the country in which the gateway is at home, without a plus: it may write numbers as they are dialled there. */
  readonly callingCode?: string;
  readonly now: Date;
}

/** Reads an inbound SMS. Where the gateway gives it no id, sender, words and time make one, so that a repeated request has no second effect. */
export function parseInbound(request: InboundRequest, { fields, callingCode, now }: InboundReading): Parsed {
  const read = (name: keyof InboundFields): string | undefined => wordAt(request, namesOf(name, fields));
  const [from, text] = [read("from"), read("text")];
  if (from === undefined || text === undefined) return { ignored: "shape" };
  if (text.trim() === "") return { ignored: "empty" };
  const phone = senderOf(from, callingCode);
  if (phone === undefined) return { ignored: "sender" };
  return {
    address: { channel: "sms", externalId: phone },
    externalId: `gateway:${idOf(read("id")) ?? fingerprint(phone, text, read("at") ?? minuteOf(now))}`,
    reply: { kind: "text", text },
    phone,
  };
}

function namesOf(name: keyof InboundFields, fields: InboundFields | undefined): readonly string[] {
  if (fields === undefined) return usualNames[name];
  const own = fields[name];
  return own === undefined ? [] : [own];
}

/** The first of `names` under which the request has a word; a name with dots leads into what is nested. */
function wordAt(request: InboundRequest, names: readonly string[]): string | undefined {
  return names.map((name) => wordOf(name.split(".").reduce(stepInto, request))).find((word) => word !== undefined);
}

function stepInto(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function wordOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Some gateways leave the plus away, write 0098 for it, or write a number as it is dialled at home. */
function senderOf(from: string, callingCode: string | undefined): string | undefined {
  const digits = toLatinDigits(from).trim().replace(/^00/u, "+");
  const home =
    callingCode === undefined ? undefined : parsePhoneNumberFromString(digits, { defaultCallingCode: callingCode });
  if (home?.isValid() === true) return home.number;
  const abroad = parsePhoneNumberFromString(digits.startsWith("+") ? digits : `+${digits}`);
  return abroad?.isValid() === true ? abroad.number : undefined;
}

/** Longer ones are shortened to what still tells them apart. */
function idOf(id: string | undefined): string | undefined {
  return id === undefined || /^[\w.:-]{1,100}$/u.test(id) ? id : digestOf(id);
}

/** The same request within its minute, or with the same time, is the same message. */
function fingerprint(phone: string, text: string, at: string): string {
  return digestOf(JSON.stringify([phone, text, at]));
}

function minuteOf(now: Date): string {
  return now.toISOString().slice(0, "2026-01-01T00:00".length);
}

function digestOf(words: string): string {
  return createHash("sha256").update(words).digest("base64url");
}
