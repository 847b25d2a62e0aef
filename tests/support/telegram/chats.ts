import { badRequest, ApiError } from "./wire.ts";
import type { Json, WireChat, WireUser } from "./wire.ts";

/** A button below a message of the bot. */
export interface SeenButton {
  readonly label: string;
  readonly data: string;
}

/** A file of the bot as the person gets it. */
export interface SeenFile {
  readonly kind: "photo" | "document";
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A message of the bot as a person sees it now: edits and removed keyboards are what they are. */
export interface SeenMessage {
  readonly messageId: number;
  readonly text: string;
  readonly buttons: readonly SeenButton[];
  readonly files: readonly SeenFile[];
}

/** A key of the keyboard that stands in the place of the letters. */
export interface SeenKey {
  readonly label: string;
  readonly asksContact: boolean;
}

export interface Chat {
  readonly wire: WireChat;
  /** The person of a private chat. */
  readonly person: WireUser | undefined;
  /** Whether the person has ever written to the bot; before that the bot may not write. */
  isOpen: boolean;
  isBlocked: boolean;
  isDeactivated: boolean;
  readonly messages: Map<number, SeenMessage>;
  keyboard: readonly SeenKey[] | undefined;
  /** How often the bot showed that it types. */
  typing: number;
}

/** All chats of the bot, with what the bot has put into them. */
export interface Chats {
  readonly open: (wire: WireChat, person: WireUser | undefined) => Chat;
  /** A chat that the bot may write to; throws what Telegram answers where it may not. */
  readonly writable: (chatId: unknown) => Chat;
  readonly known: (chatId: unknown) => Chat;
  readonly nextMessageId: () => number;
  /** Puts a message of the bot into the chat and gives it as the API returns it. */
  readonly put: (chat: Chat, message: Omit<SeenMessage, "messageId" | "buttons">, markup: unknown) => Json;
  /** The message as the API shows it. */
  readonly wireOf: (chat: Chat, message: SeenMessage) => Json;
}

const maxButtonData = 64;

export function createChats(bot: WireUser): Chats {
  const chats = new Map<number, Chat>();
  let lastMessageId = 100;
  const nextMessageId = (): number => (lastMessageId += 1);
  const known = (chatId: unknown): Chat => {
    const chat = chats.get(Number(chatId));
    if (chat === undefined) throw badRequest("chat not found");
    return chat;
  };
  const wireOf = (chat: Chat, message: SeenMessage): Json => ({
    message_id: message.messageId,
    from: bot,
    chat: chat.wire,
    date: Math.floor(Date.now() / 1_000),
    ...(message.files.length > 0 ? { caption: message.text } : { text: message.text }),
    ...(message.buttons.length === 0
      ? {}
      : {
          reply_markup: {
            inline_keyboard: message.buttons.map(({ label, data }) => [{ text: label, callback_data: data }]),
          },
        }),
  });
  return {
    open: (wire, person) => {
      const chat: Chat = {
        wire,
        person,
        isOpen: false,
        isBlocked: false,
        isDeactivated: false,
        messages: new Map(),
        keyboard: undefined,
        typing: 0,
      };
      chats.set(wire.id, chat);
      return chat;
    },
    known,
    writable: (chatId) => {
      const chat = known(chatId);
      if (chat.isDeactivated) throw new ApiError(403, "Forbidden: user is deactivated");
      if (chat.isBlocked && chat.wire.type !== "private")
        throw new ApiError(403, "Forbidden: bot was kicked from the group chat");
      if (chat.isBlocked) throw new ApiError(403, "Forbidden: bot was blocked by the user");
      if (!chat.isOpen) throw new ApiError(403, "Forbidden: bot can't initiate conversation with a user");
      return chat;
    },
    nextMessageId,
    wireOf,
    put: (chat, message, markup) => {
      const buttons = buttonsOf(markup);
      const keyboard = keyboardOf(markup);
      if (keyboard !== undefined) chat.keyboard = keyboard.length === 0 ? undefined : keyboard;
      const seen = { ...message, messageId: nextMessageId(), buttons };
      chat.messages.set(seen.messageId, seen);
      return wireOf(chat, seen);
    },
  };
}

/** The inline buttons of a `reply_markup`; throws what Telegram answers to a bad one. */
export function buttonsOf(markup: unknown): readonly SeenButton[] {
  return rowsOf(markup, "inline_keyboard").map((button) => {
    const label = button["text"];
    const data = button["callback_data"];
    if (typeof label !== "string" || label === "") throw badRequest("inline keyboard button text must be non-empty");
    if (typeof data !== "string" || data === "" || Buffer.byteLength(data) > maxButtonData)
      throw badRequest("BUTTON_DATA_INVALID");
    return { label, data };
  });
}

/** The keys that take the place of the letters; empty where they are taken away, undefined where nothing changes. */
function keyboardOf(markup: unknown): readonly SeenKey[] | undefined {
  if (typeof markup !== "object" || markup === null) return undefined;
  if (Reflect.get(markup, "remove_keyboard") === true) return [];
  if (!Reflect.has(markup, "keyboard")) return undefined;
  return rowsOf(markup, "keyboard").map((key) => ({
    label: String(key["text"]),
    asksContact: key["request_contact"] === true,
  }));
}

function rowsOf(markup: unknown, name: string): readonly Json[] {
  const rows: unknown = typeof markup === "object" && markup !== null ? Reflect.get(markup, name) : undefined;
  return Array.isArray(rows) ? (rows.flat() as Json[]) : [];
}
