import { mediaPath } from "./media-api.ts";
import type { TwilioFile, TwilioRecord, TwilioState } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** A file that somebody sends. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Somebody on WhatsApp. Each action resolves with the status with which the app answered its last webhook; 0: not at all. */
export interface WhatsAppUser {
  /** With the channel's prefix; another one once the number is hidden. */
  readonly address: string;
  readonly writes: (text: string) => Promise<number>;
  /** Taps a button, or an item of a list, of the newest message that has it. */
  readonly taps: (label: string) => Promise<number>;
  /** Taps it in any message, as an old one can be. */
  readonly tapsIn: (message: TwilioRecord, label: string) => Promise<number>;
  readonly sends: (file: SentFile, caption?: string) => Promise<number>;
  /** Several files at once: parallel webhooks, the caption on the first. */
  readonly sendsAlbum: (files: readonly SentFile[], caption?: string) => Promise<number>;
  readonly sendsPlace: (latitude: number, longitude: number, label?: string) => Promise<number>;
  readonly sendsContact: () => Promise<number>;
  readonly sendsSticker: () => Promise<number>;
  /** Any other message, by its fields. */
  readonly posts: (fields: Readonly<Record<string, string>>) => Promise<number>;
  /** From now on only WhatsApp's own id is told. */
  readonly hides: () => void;
  readonly reads: () => Promise<void>;
  /** What arrived on the phone, oldest first. */
  readonly received: () => readonly TwilioRecord[];
}

export interface UserTools {
  readonly state: TwilioState;
  readonly webhooks: Webhooks;
  readonly root: () => string;
  readonly markRead: (record: TwilioRecord) => Promise<void>;
}

export interface WhatsAppUserOptions {
  readonly profileName?: string;
}

/** Puts somebody with this number before WhatsApp. */
export function whatsAppUser(tools: UserTools, number: string, options: WhatsAppUserOptions = {}): WhatsAppUser {
  const { state, webhooks } = tools;
  const { profileName = "Customer" } = options;
  let address = `whatsapp:${number}`;
  const addresses = [address];
  const sender = (): string => [...state.senders].find((one) => one.startsWith("whatsapp:")) ?? "";

  const post = async (
    fields: Readonly<Record<string, string>>,
    files: readonly SentFile[] = [],
    body = "",
  ): Promise<number> => {
    const record = keepInbound(state, address, sender(), body, files);
    state.lastWrote.set(address, state.now());
    return webhooks.post("/twilio/messages", {
      ...commonFields(state, record),
      ...mediaFields(tools, record),
      ProfileName: profileName,
      ...(address.startsWith("whatsapp:+") ? { WaId: address.slice("whatsapp:+".length) } : {}),
      ...fields,
    });
  };
  const received = (): readonly TwilioRecord[] =>
    state.messages.filter(
      (one) => one.direction === "outbound-api" && addresses.includes(one.to) && one.history.includes("delivered"),
    );
  const tapsIn = (message: TwilioRecord, label: string): Promise<number> => {
    const choice = message.choices.find((one) => one.label === label);
    if (choice === undefined) throw new Error(`“${label}” cannot be tapped; there are: ${labelsOf(message)}`);
    const tap =
      message.shape === "list"
        ? { ListId: choice.id, ListTitle: label, MessageType: "interactive" }
        : { ButtonPayload: choice.id, ButtonText: label, MessageType: "button" };
    const about = { OriginalRepliedMessageSid: message.sid, OriginalRepliedMessageSender: message.from };
    return post({ ...tap, ...about }, [], label);
  };

  return {
    get address() {
      return address;
    },
    writes: (text) => post({ MessageType: "text" }, [], text),
    taps: (label) => {
      const message = received().findLast(({ choices }) => choices.some((one) => one.label === label));
      if (message === undefined)
        throw new Error(`no message has “${label}”; the last has: ${labelsOf(received().at(-1))}`);
      return tapsIn(message, label);
    },
    tapsIn,
    sends: (file, caption = "") => post({ MessageType: messageType(file) }, [file], caption),
    sendsAlbum: async (files, caption = "") => {
      const posts = files.map((file, index) =>
        post({ MessageType: messageType(file) }, [file], index === 0 ? caption : ""),
      );
      return Math.max(...(await Promise.all(posts)));
    },
    sendsPlace: (latitude, longitude, label) =>
      post({
        MessageType: "location",
        Latitude: String(latitude),
        Longitude: String(longitude),
        ...(label === undefined ? {} : { Label: label, Address: label }),
      }),
    sendsContact: () =>
      post({ MessageType: "contacts" }, [
        { bytes: Buffer.from("BEGIN:VCARD\nEND:VCARD\n"), contentType: "text/vcard" },
      ]),
    sendsSticker: () =>
      post({ MessageType: "sticker" }, [{ bytes: Buffer.from("RIFF....WEBP"), contentType: "image/webp" }]),
    posts: (fields) => post(fields, [], fields["Body"] ?? ""),
    hides: () => {
      address = `whatsapp:TR.${number.slice(1)}998877`;
      addresses.push(address);
    },
    reads: async () => {
      for (const record of received().filter(({ status }) => status === "delivered")) await tools.markRead(record);
    },
    received,
  };
}

function labelsOf(message: TwilioRecord | undefined): string {
  return message?.choices.map(({ label }) => label).join(" | ") ?? "nothing";
}

function messageType({ contentType }: SentFile): string {
  const [kind = ""] = contentType.split("/");
  return ["image", "audio", "video"].includes(kind) ? kind : "document";
}

/** Keeps what a customer sent, so that the API lists it, whether or not the app hears of it. */
export function keepInbound(
  state: TwilioState,
  from: string,
  to: string,
  body: string,
  files: readonly SentFile[],
): TwilioRecord {
  const media: TwilioFile[] = files.map((file) => ({ sid: state.newSid("ME"), ...file }));
  const record: TwilioRecord = {
    sid: state.newSid(media.length > 0 ? "MM" : "SM"),
    direction: "inbound",
    from,
    to,
    body,
    status: "received",
    errorCode: null,
    media,
    createdAt: state.now(),
    sentAt: state.now(),
    serviceSid: null,
    choices: [],
    shape: "words",
    history: ["received"],
  };
  state.messages.push(record);
  return record;
}

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
export function commonFields({ accountSid }: TwilioState, record: TwilioRecord): Readonly<Record<string, string>> {
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    Body: record.body,
    From: record.from,
    MessageSid: record.sid,
    NumMedia: String(record.media.length),
    NumSegments: "1",
    ReferralNumMedia: "0",
    SmsMessageSid: record.sid,
    SmsSid: record.sid,
    SmsStatus: "received",
    To: record.to,
  };
}

function mediaFields({ state }: UserTools, record: TwilioRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(
    record.media.flatMap((file, index) => [
      [`MediaUrl${String(index)}`, `https://api.twilio.com${mediaPath(state, record.sid, file)}`],
      [`MediaContentType${String(index)}`, file.contentType],
    ]),
  );
}
