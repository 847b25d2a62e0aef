import { createHmac } from "node:crypto";
import { requestBytes } from "./connection.ts";
import type { Senders } from "./plan.ts";

/** Doors by which messages come in, as architecture has them. */
export const TELEGRAM_PATH = "/telegram/webhook";
const TWILIO_PATH = "/twilio/messages";

/** Something that a visitor sends: words, or a photo under the id that the platform gave it. */
export type Sent = string;

/** One message of one visitor, before it is written down for a platform. */
export interface Draft {
  /** Counted from 0. */
  readonly visitor: number;
  readonly round: number;
  /** Counted from 1 within the round. */
  readonly count: number;
  readonly words: Sent;
}

/** A message ready for the wire, under the id by which the store will know it. */
export interface Posting {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export type Write = (draft: Draft) => Posting;

/** How many write. */
export function visitorsOf(senders: Senders): number {
  return senders.kind === "webchat" ? senders.targets.length : senders.visitors;
}

/** A writer for `senders` at the server on `port`; `path` in the place of the door's own. */
export function writerOf(senders: Senders, port: number, path?: string): Write {
  switch (senders.kind) {
    case "webchat":
      return webchatWriter(senders.targets, port, path);
    case "telegram":
      return telegramWriter(senders.secret, port, path ?? TELEGRAM_PATH);
    case "whatsapp":
      return twilioWriter(senders, port, path ?? TWILIO_PATH);
  }
}

function webchatWriter(
  targets: Extract<Senders, { kind: "webchat" }>["targets"],
  port: number,
  path: string | undefined,
): Write {
  return ({ visitor, round, count, words }) => {
    const target = targets[visitor % targets.length] ?? { path: "/", token: "" };
    const id = `${round}.${visitor}.${count}`;
    const body = { type: "message", text: words, locale: "en", channelData: { clientActivityID: id } };
    const bytes = requestBytes(port, path ?? target.path, [`authorization: Bearer ${target.token}`], body);
    return { id, bytes };
  };
}

/** Chats of the benchmark; nobody's. */
const FIRST_CHAT = 5_000_000_000;
/** Messages that a visitor sends in one round, at most. */
const ROUND_SIZE = 100_000;
/** Numbers of updates for each visitor: all that fit into 999 rounds. */
const UPDATES_EACH = 1_000 * ROUND_SIZE;

function telegramChat(visitor: number): number {
  return FIRST_CHAT + visitor;
}

function telegramWriter(secret: string, port: number, path: string): Write {
  const head = [`x-telegram-bot-api-secret-token: ${secret}`];
  return ({ visitor, round, count, words }) => {
    const message = round * ROUND_SIZE + count;
    const update = telegramUpdate(telegramChat(visitor), message, words, visitor * UPDATES_EACH + message);
    return {
      id: telegramId(telegramChat(visitor), update.message.message_id),
      bytes: requestBytes(port, path, head, update),
    };
  };
}

/** The id under which the product keeps a message of Telegram: unique within its chat only, so with the chat. */
export function telegramId(chat: number, message: number): string {
  return `${chat}:${message}`;
}

/** An update as the Bot API delivers it, with all fields that a private chat's text has. */
export function telegramUpdate(chat: number, message: number, words: Sent, updateId: number) {
  const date = Math.floor(Date.now() / 1_000);
  const person = { id: chat, is_bot: false, first_name: "Visitor", language_code: "en" };
  const command = words.startsWith("/") ? [{ offset: 0, length: words.length, type: "bot_command" }] : undefined;
  const content = words.startsWith("photo:")
    ? { photo: photoSizes(words.slice("photo:".length)) }
    : { text: words, ...(command === undefined ? {} : { entities: command }) };
  return {
    update_id: updateId,
    message: {
      message_id: message,
      from: person,
      chat: { id: chat, first_name: person.first_name, type: "private" },
      date,
      ...content,
    },
  };
}

function photoSizes(id: string): readonly object[] {
  return [90, 320, 1_280, 4_000].map((width) => ({
    file_id: id,
    file_unique_id: id.slice(-10),
    width,
    height: Math.round(width * 0.75),
    file_size: width * 100,
  }));
}

function twilioWriter(
  { account, authToken, publicUrl, to }: Extract<Senders, { kind: "whatsapp" }>,
  port: number,
  path: string,
): Write {
  return ({ visitor, round, count, words }) => {
    const id = `SM${[visitor, round, count].map((part) => part.toString(16).padStart(8, "0")).join("")}00000000`;
    const from = `90555${String(visitor).padStart(7, "0")}`;
    const form = {
      SmsMessageSid: id,
      NumMedia: "0",
      ProfileName: "Visitor",
      MessageType: "text",
      SmsSid: id,
      WaId: from,
      SmsStatus: "received",
      Body: words,
      To: `whatsapp:${to}`,
      NumSegments: "1",
      ReferralNumMedia: "0",
      MessageSid: id,
      AccountSid: account,
      From: `whatsapp:+${from}`,
      ApiVersion: "2010-04-01",
    };
    const signature = signatureOf(authToken, `${publicUrl}${TWILIO_PATH}`, form);
    const body = new URLSearchParams(form).toString();
    return { id, bytes: requestBytes(port, path, [`x-twilio-signature: ${signature}`], body) };
  };
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
function signatureOf(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(form).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHmac("sha1", authToken)
    .update(url + sorted.map((pair) => pair.join("")).join(""))
    .digest("base64");
}
