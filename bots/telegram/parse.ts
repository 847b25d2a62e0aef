import type { Inbound, Reply } from "../../core/channel/inbound.ts";
import type { ReachReport } from "../../core/channel/status-report.ts";
import { storable } from "../../core/channel/storable.ts";
import { readMessage } from "./message-reply.ts";
import { kindSchemas, updateSchema } from "./update-schema.ts";
import type { TelegramMember, TelegramMessage, TelegramTap, TelegramUser } from "./update-schema.ts";

/** A press of a button: it is answered in any case, or the customer sees the button work without end. */
export interface Tap {
  readonly id: string;
  /** The message that carries the button, where Telegram still tells. */
  readonly below?: { readonly chatId: number; readonly messageId: number };
}

/** What an update amounts to. */
export type Parsed =
  | { readonly kind: "inbound"; readonly inbound: Inbound; readonly tap?: Tap }
  | { readonly kind: "reach"; readonly report: ReachReport }
  /** Somebody spoke to the bot in a group, where no complaint can be told. */
  | { readonly kind: "group"; readonly chatId: number; readonly locale?: string }
  /** Nothing that concerns a conversation; `reason` is a fixed word that is counted. */
  | { readonly kind: "ignored"; readonly reason: string; readonly tap?: Tap };

/** An update with its number; undefined where it is none of Telegram's. */
export function parseUpdate(body: unknown): { readonly updateId: number; readonly parsed: Parsed } | undefined {
  const update = updateSchema.safeParse(body);
  if (!update.success) return undefined;
  return { updateId: update.data.update_id, parsed: parsedOf(update.data) };
}

type Kinds = { readonly [Kind in keyof typeof kindSchemas]: unknown };

function parsedOf(update: { readonly update_id: number } & Partial<Kinds>): Parsed {
  if (update.message !== undefined) return parseMessage(update.message);
  if (update.edited_message !== undefined) return parseEdit(update.edited_message, update.update_id);
  if (update.callback_query !== undefined) return parseTap(update.callback_query);
  if (update.my_chat_member !== undefined) return parseMember(update.my_chat_member);
  return ignored(Object.keys(update).some((key) => otherKinds.has(key)) ? "other_kind" : "unknown_kind");
}

/** Kinds that a bot can be sent and that we do not ask for. */
const otherKinds: ReadonlySet<string> = new Set(
  (
    "channel_post edited_channel_post business_connection business_message edited_business_message deleted_business_messages message_reaction " +
    "message_reaction_count inline_query chosen_inline_result shipping_query pre_checkout_query purchased_paid_media poll poll_answer chat_member " +
    "chat_join_request chat_boost removed_chat_boost"
  ).split(" "),
);

function parseMessage(given: unknown): Parsed {
  const read = kindSchemas.message.safeParse(given);
  if (!read.success) return ignored("malformed");
  const message = read.data;
  if (message.from?.is_bot === true) return ignored("bot");
  if (message.chat.type !== "private") return inGroup(message);
  const content = readMessage(message);
  if ("ignored" in content) return ignored(content.ignored);
  const inbound = inboundOf(message, content.reply, externalIdOf(message));
  return {
    kind: "inbound",
    inbound: message.media_group_id === undefined ? inbound : { ...inbound, mayContinue: true },
  };
}

/** Live locations are edited every few seconds; an edit that took all words away leaves nothing to follow. */
function parseEdit(given: unknown, updateId: number): Parsed {
  const read = kindSchemas.edited_message.safeParse(given);
  if (!read.success) return ignored("malformed");
  const message = read.data;
  if (message.from?.is_bot === true) return ignored("bot");
  if (message.chat.type !== "private") return ignored("group");
  const words = message.text ?? message.caption;
  if (words === undefined) return ignored(message.location === undefined ? "edit_without_words" : "live_location");
  const { sentAt: _, ...inbound } = inboundOf(
    message,
    { kind: "edit", of: externalIdOf(message), text: storable(words) },
    `edit:${updateId}`,
  );
  return { kind: "inbound", inbound };
}

const token = /^[A-Za-z0-9.]{1,32}$/u;
const longestLabel = 200;

function parseTap(given: unknown): Parsed {
  const read = kindSchemas.callback_query.safeParse(given);
  if (!read.success) return ignored("malformed");
  const { id, from, data, message } = read.data;
  const tap: Tap = {
    id,
    ...(message === undefined ? {} : { below: { chatId: message.chat.id, messageId: message.message_id } }),
  };
  if (message !== undefined && message.chat.type !== "private") return { kind: "ignored", reason: "group", tap };
  if (data === undefined || !token.test(data)) return { kind: "ignored", reason: "foreign_button", tap };
  const label = labelOf(read.data);
  const reply: Reply = { kind: "tap", token: data, ...(label === undefined ? {} : { label }) };
  const inbound: Inbound = {
    // In a private chat the chat has the person's own id.
    address: { channel: "telegram", externalId: String(message?.chat.id ?? from.id) },
    externalId: `cb:${id}`,
    reply,
    ...aboutPerson(from),
  };
  return { kind: "inbound", inbound, tap };
}

/** The words on the button, as the message shows them. */
function labelOf({ message, data }: TelegramTap): string | undefined {
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const text = buttons.find(({ callback_data }) => callback_data === data)?.text;
  return text === undefined ? undefined : storable(text.slice(0, longestLabel));
}

/** In private chats: the person blocked the bot, or lets it write again. In groups: the bot was taken in. */
function parseMember(given: unknown): Parsed {
  const read = kindSchemas.my_chat_member.safeParse(given);
  if (!read.success) return ignored("malformed");
  const { chat, from, old_chat_member: before, new_chat_member: after } = read.data;
  if (chat.type !== "private") {
    const joins = isIn(after.status) && !isIn(before?.status);
    return joins && chat.type !== "channel" ? groupOf(chat.id, from) : ignored("membership");
  }
  if (after.status !== "kicked" && after.status !== "member") return ignored("membership");
  const address = { channel: "telegram", externalId: String(chat.id) } as const;
  return { kind: "reach", report: { address, reachable: after.status === "member" } };
}

function isIn(status: TelegramMember["new_chat_member"]["status"] | undefined): boolean {
  return status === "member" || status === "administrator";
}

/** Only who speaks to the bot is answered: a bot that sees all of a group's messages stays silent at the rest. */
function inGroup({ chat, text, from }: TelegramMessage): Parsed {
  if (chat.type === "channel") return ignored("channel");
  return text?.startsWith("/") === true ? groupOf(chat.id, from) : ignored("group");
}

function groupOf(chatId: number, from: TelegramUser | undefined): Parsed {
  return { kind: "group", chatId, ...localeOf(from) };
}

function inboundOf(message: TelegramMessage, reply: Reply, externalId: string): Inbound {
  return {
    address: { channel: "telegram", externalId: String(message.chat.id) },
    externalId,
    reply,
    ...(message.date === undefined ? {} : { sentAt: new Date(message.date * 1_000) }),
    ...aboutPerson(message.from),
    ...provenPhone(reply),
  };
}

/** Numbers of messages count up within one chat. */
function externalIdOf({ chat, message_id }: TelegramMessage): string {
  return `${chat.id}:${message_id}`;
}

/** Telegram vouches for one's own card. Its anonymous numbers (+888) are no telephone. */
function provenPhone(reply: Reply): Pick<Inbound, "phone"> {
  return reply.kind === "contact" && reply.own && !reply.phone.startsWith("+888") ? { phone: reply.phone } : {};
}

const longestName = 100;

function aboutPerson(from: TelegramUser | undefined): Pick<Inbound, "locale" | "profileName"> {
  const name = storable([from?.first_name, from?.last_name].filter((part) => part !== undefined).join(" "))
    .trim()
    .slice(0, longestName)
    .toWellFormed();
  return { ...localeOf(from), ...(name === "" ? {} : { profileName: name }) };
}

const localeTag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/u;

function localeOf(from: TelegramUser | undefined): { readonly locale?: string } {
  const code = from?.language_code;
  return code !== undefined && localeTag.test(code) ? { locale: code } : {};
}

function ignored(reason: string): Parsed {
  return { kind: "ignored", reason };
}
