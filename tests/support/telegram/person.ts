import { waitUntil } from "../wait-until.ts";
import type { Chat, SeenMessage } from "./chats.ts";
import type { Platform } from "./platform.ts";
import type { Json, UpdateBody, WireUser } from "./wire.ts";

/** How a file is sent; `image` is a picture "as a file". */
export type SentAs = "photo" | "image" | "document" | "voice" | "audio" | "video" | "video_note" | "animation";

export interface SentFile {
  readonly bytes: Uint8Array;
  readonly as?: SentAs;
  readonly name?: string;
  readonly caption?: string;
  /** What Telegram says of the size, where it is not that of the bytes. */
  readonly size?: number;
}

/**
 * Somebody who talks to the bot in a private chat. Each act resolves when the bot has taken its update (a 2xx of the webhook, or the next
 * `getUpdates`), or when the update has expired.
 */
export interface TelegramPerson {
  readonly user: WireUser;
  /** The chat as the bot knows it. */
  readonly chatId: number;
  /** Id of the message that was sent last. */
  readonly lastSent: () => number;
  readonly starts: (payload?: string) => Promise<void>;
  readonly writes: (text: string, more?: Json) => Promise<void>;
  /** Presses the button with this label below the newest message that has one; fails where none has. */
  readonly taps: (label: string) => Promise<void>;
  /** Presses a button with `data` that stands below the message `messageId`, or stood there once. */
  readonly presses: (data: string, messageId?: number) => Promise<void>;
  /** Presses a key of the keyboard in the place of the letters. */
  readonly pressesKey: (label: string) => Promise<void>;
  readonly sendsFile: (file: SentFile) => Promise<void>;
  /** Two to ten photos as one album: an update for each. */
  readonly sendsAlbum: (photos: readonly Uint8Array[], caption?: string, captionOn?: number) => Promise<void>;
  readonly edits: (messageId: number, text: string) => Promise<void>;
  /** `of` is another's user id; without it, one's own card. */
  readonly sharesContact: (phone: string, of?: number) => Promise<void>;
  readonly sharesPlace: (latitude: number, longitude: number) => Promise<void>;
  /** Sends a message with any other content, for example `{ sticker: {…} }`. */
  readonly sends: (content: Json) => Promise<void>;
  readonly blocks: () => Promise<void>;
  readonly unblocks: () => Promise<void>;
  /** The account is deleted: the bot hears of it only when it writes. */
  readonly vanishes: () => void;
  /** Messages of the bot, oldest first, as they look now. */
  readonly sees: () => readonly SeenMessage[];
  readonly keys: () => Chat["keyboard"];
  /** How often the bot was seen typing. */
  readonly typing: () => number;
  /** Resolves with the newest message since the person last did something for which `is` holds, once there is one; fails after ten seconds. */
  readonly awaits: (is: (message: SeenMessage) => boolean) => Promise<SeenMessage>;
}

/** Puts a person with a private chat into the platform. */
export function createPerson(platform: Platform, user: WireUser): TelegramPerson {
  const { chats, queue, files, taps } = platform;
  const wire = { id: user.id, type: "private", first_name: user.first_name } as const;
  const chat = chats.open(wire, user);
  const texts = new Map<number, Json>();
  let lastSent = 0;
  let acted = 0;

  const fresh = (): readonly SeenMessage[] => [...chat.messages.values()].filter(({ messageId }) => messageId > acted);
  const post = (body: UpdateBody): Promise<void> => queue.add(body, `chat ${user.id}`, "message");
  const head = (messageId: number): Json => ({
    message_id: messageId,
    from: user,
    chat: wire,
    date: Math.floor(Date.now() / 1_000),
  });
  const send = (content: Json): Promise<void> => {
    chat.isOpen = true;
    lastSent = chats.nextMessageId();
    acted = lastSent;
    texts.set(lastSent, content);
    return post({ message: { ...head(lastSent), ...content } });
  };
  const newest = (label: string): { readonly message: SeenMessage; readonly data: string } => {
    const found = [...chat.messages.values()].findLast(({ buttons }) => buttons.some((one) => one.label === label));
    const data = found?.buttons.find((one) => one.label === label)?.data;
    if (found === undefined || data === undefined) {
      const all = [...chat.messages.values()].flatMap(({ buttons }) => buttons.map((one) => one.label));
      throw new Error(`No message has a button “${label}”; there are: ${all.join(" | ")}`);
    }
    return { message: found, data };
  };
  const presses = (data: string, messageId?: number): Promise<void> => {
    const message = messageId === undefined ? undefined : chat.messages.get(messageId);
    const shown = message === undefined ? { ...head(messageId ?? 1), date: 0 } : chats.wireOf(chat, message);
    acted = chats.nextMessageId();
    const query = { id: taps.tapped(), from: user, message: shown, chat_instance: "-3400000000000000001", data };
    return queue.add({ callback_query: query }, `taps ${user.id}`, "tap");
  };
  const member = (status: string, before: string): Promise<void> =>
    post({
      my_chat_member: {
        chat: wire,
        from: user,
        date: Math.floor(Date.now() / 1_000),
        old_chat_member: { user: platform.bot, status: before },
        new_chat_member: { user: platform.bot, status, ...(status === "kicked" ? { until_date: 0 } : {}) },
      },
    });

  return {
    user,
    chatId: user.id,
    lastSent: () => lastSent,
    starts: (payload) => send(command(payload === undefined ? "/start" : `/start ${payload}`)),
    writes: (text, more = {}) => send({ ...(text.startsWith("/") ? command(text) : { text }), ...more }),
    taps: (label) => {
      const { message, data } = newest(label);
      return presses(data, message.messageId);
    },
    presses,
    pressesKey: (label) => {
      if (chat.keyboard?.some((key) => key.label === label) !== true)
        throw new Error(`The keyboard has no key “${label}”`);
      return send({ text: label });
    },
    sendsFile: (file) => send(contentOf(file, files.keep(file.bytes, nameOf(file), file.size))),
    sendsAlbum: async (photos, caption, captionOn = 0) => {
      const group = `139${Date.now()}${lastSent}`;
      const parts = photos.map((bytes, place) => {
        const own = place === captionOn && caption !== undefined ? { caption } : {};
        return send({ media_group_id: group, ...contentOf({ bytes }, files.keep(bytes, "photo.jpg")), ...own });
      });
      await Promise.all(parts);
    },
    edits: (messageId, text) => {
      const before = texts.get(messageId) ?? {};
      const words = "caption" in before || "photo" in before ? { caption: text } : { text };
      const edited = { ...head(messageId), edit_date: Math.floor(Date.now() / 1_000), ...before, ...words };
      return post({ edited_message: edited });
    },
    sharesContact: (phone, of = user.id) =>
      send({ contact: { phone_number: phone, first_name: user.first_name, user_id: of } }),
    sharesPlace: (latitude, longitude) => send({ location: { latitude, longitude } }),
    sends: send,
    blocks: () => {
      chat.isBlocked = true;
      return member("kicked", "member");
    },
    unblocks: () => {
      chat.isBlocked = false;
      return member("member", "kicked");
    },
    vanishes: () => {
      chat.isDeactivated = true;
    },
    sees: () => [...chat.messages.values()],
    keys: () => chat.keyboard,
    typing: () => chat.typing,
    awaits: async (is) => {
      await waitUntil(() => fresh().some(is));
      const found = fresh().findLast(is);
      if (found === undefined) throw new Error("The message was taken away again");
      return found;
    },
  };
}

function command(text: string): Json {
  const length = text.split(/\s/u, 1)[0]?.length ?? 0;
  return { text, entities: [{ type: "bot_command", offset: 0, length }] };
}

function nameOf({ name, as = "photo" }: SentFile): string {
  const names: Readonly<Record<SentAs, string>> = {
    photo: "photo.jpg",
    image: "picture.jpg",
    document: "paper.pdf",
    voice: "voice.oga",
    audio: "sound.mp3",
    video: "film.mp4",
    video_note: "round.mp4",
    animation: "moving.mp4",
  };
  return name ?? names[as];
}

function contentOf(file: SentFile, fileId: string): Json {
  const { as = "photo", bytes, caption } = file;
  const size = file.size ?? bytes.length;
  const thing = { file_id: fileId, file_unique_id: fileId.slice(-10), file_size: size };
  const words = caption === undefined ? {} : { caption };
  const named = { ...thing, file_name: nameOf(file) };
  switch (as) {
    case "photo": {
      const small = { ...thing, file_id: `${fileId}s`, width: 90, height: 67, file_size: 1_200 };
      return { photo: [small, { ...thing, width: 1_280, height: 960 }], ...words };
    }
    case "image":
      return { document: { ...named, mime_type: "image/jpeg" }, ...words };
    case "document":
      return { document: { ...named, mime_type: "application/pdf" }, ...words };
    case "voice":
      return { voice: { ...thing, duration: 3, mime_type: "audio/ogg" }, ...words };
    case "audio":
      return { audio: { ...named, duration: 3, mime_type: "audio/mpeg" }, ...words };
    case "video":
      return { video: { ...named, duration: 3, width: 640, height: 480, mime_type: "video/mp4" }, ...words };
    case "video_note":
      return { video_note: { ...thing, duration: 3, length: 240 } };
    case "animation": {
      const moving = { ...named, duration: 3, width: 320, height: 240, mime_type: "video/mp4" };
      return { animation: moving, document: moving, ...words };
    }
  }
}
