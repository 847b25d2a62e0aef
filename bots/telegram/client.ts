import type { Address } from "../../core/channel/address.ts";
import type { Channel, DeliveryReceipt } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { singleFlight } from "../../core/channel/single-flight.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import type { AttachmentId, MessageId } from "../../core/ids.ts";
import type { BotApi } from "./bot-api.ts";
import { capabilities, rates, sendable, timeouts } from "./limits.ts";
import { renderMessage } from "./render.ts";
import type { Markup, Piece } from "./render.ts";

/** A file of ours that goes out with a message. */
export interface OutgoingFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** Media type found in the bytes. */
  readonly type: string;
}

export interface ClientTools {
  readonly api: BotApi;
  /** Undefined where the file cannot be had any more. */
  readonly fileOf: (id: AttachmentId) => Promise<OutgoingFile | undefined>;
  readonly report: (fault: unknown, about?: Readonly<Record<string, string>>) => void;
}

/** Of what is known only to this process, and only eases things, so much is remembered, the newest. */
const remembered = 1_000;

/**
 * Telegram as a channel. Telegram cannot be asked what it took, but this process remembers what it was told: a message that is tried again goes on
 * with the piece that was not taken, and one that is still under way, or through, is not sent again.
 */
export function createChannel(tools: ClientTools): Channel {
  const begun = new Map<MessageId, number>();
  const taken = new Map<MessageId, DeliveryReceipt>();
  const withKeyboard = new Set<string>();
  /** Whoever called may have lost patience; the call goes on. */
  const underWay = singleFlight<MessageId, DeliveryReceipt>();

  const sendRest = async (to: Address, message: Outbound): Promise<DeliveryReceipt> => {
    const { messageId } = message;
    let receipt: DeliveryReceipt = {};
    for (const [place, piece] of renderMessage(message).entries()) {
      if (place < (begun.get(messageId) ?? 0)) continue;
      receipt = (await sendPiece(tools, to, message, piece, withKeyboard)) ?? receipt;
      remember(begun, messageId, place + 1);
    }
    begun.delete(messageId);
    remember(taken, messageId, receipt);
    return receipt;
  };

  return {
    name: "telegram",
    capabilities,
    rates,
    send: (to, message) => underWay.run(message.messageId, () => sendRest(to, message)),
    findSent: async (_, { messageId }) => underWay.running(messageId) ?? taken.get(messageId) ?? "unknown",
    showTyping: async (to) => {
      await tools.api.call("sendChatAction", { chat_id: to.externalId, action: "typing" });
    },
  };
}

function remember<Value>(kept: Map<MessageId, Value>, id: MessageId, value: Value): void {
  kept.set(id, value);
  forgetOldest(kept);
}

function forgetOldest<Key>(kept: Map<Key, unknown> | Set<Key>): void {
  const oldest = kept.keys().next().value;
  if (kept.size > remembered && oldest !== undefined) kept.delete(oldest);
}

async function sendPiece(
  tools: ClientTools,
  to: Address,
  { messageId }: Outbound,
  piece: Piece,
  withKeyboard: Set<string>,
): Promise<DeliveryReceipt | undefined> {
  if (piece.kind === "file") return sendFile(tools, to, messageId, piece.id);
  const { text, markup } = piece;
  if (markup !== undefined) await keepKeyboard(tools, to, markup, withKeyboard);
  const taken = await tools.api.call("sendMessage", {
    chat_id: to.externalId,
    text,
    // A preview would have Telegram open the customer's links.
    link_preview_options: { is_disabled: true },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- telegraf's types want lists that can be changed
    ...(markup === undefined ? {} : { reply_markup: markup as never }),
  });
  return receiptOf(taken);
}

/**
 * A keyboard in the place of the letters stays until a message takes it away, and one with buttons of its own cannot: so where the number was
 * typed, a message that is gone at once does it. Only a convenience, so trouble with it is nobody's.
 */
async function keepKeyboard({ api }: ClientTools, to: Address, markup: Markup, up: Set<string>): Promise<void> {
  const chat = to.externalId;
  if ("keyboard" in markup) {
    up.add(chat);
    forgetOldest(up);
    return;
  }
  if (!up.delete(chat) || "remove_keyboard" in markup) return;
  try {
    const brief = await api.call("sendMessage", {
      chat_id: chat,
      text: "…",
      disable_notification: true,
      reply_markup: { remove_keyboard: true },
    });
    await api.call("deleteMessage", { chat_id: chat, message_id: brief.message_id });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
  }
}

/** A file that is gone does not hold up the words: operators hear of it. */
async function sendFile(
  tools: ClientTools,
  to: Address,
  messageId: MessageId,
  id: AttachmentId,
): Promise<DeliveryReceipt | undefined> {
  const file = await tools.fileOf(id);
  if (file === undefined || file.bytes.length === 0 || file.bytes.length > sendable.document) {
    tools.report(new Fault("telegram-file", "a file of a message cannot be sent"), { messageId, attachmentId: id });
    return undefined;
  }
  if (!isPhoto(file)) return sendDocument(tools, to, file);
  try {
    const photo = { source: Buffer.from(file.bytes), filename: file.name };
    return receiptOf(
      await tools.api.call("sendPhoto", { chat_id: to.externalId, photo }, { timeoutMs: timeouts.upload }),
    );
  } catch (error) {
    // Too long, too wide or of a kind that Telegram shows no photo of: as a file it passes.
    if (error instanceof DeliveryError && error.platformCode === "400" && error.trouble === "refused")
      return sendDocument(tools, to, file);
    throw error;
  }
}

function isPhoto({ type, bytes }: OutgoingFile): boolean {
  return (type === "image/jpeg" || type === "image/png") && bytes.length <= sendable.photo;
}

async function sendDocument(
  { api }: ClientTools,
  to: Address,
  { bytes, name }: OutgoingFile,
): Promise<DeliveryReceipt> {
  const document = { source: Buffer.from(bytes), filename: name };
  return receiptOf(
    await api.call("sendDocument", { chat_id: to.externalId, document }, { timeoutMs: timeouts.upload }),
  );
}

/** The answer is Telegram's to shape: without a number the message is taken all the same. */
function receiptOf(taken: unknown): DeliveryReceipt {
  const id: unknown = typeof taken === "object" && taken !== null ? Reflect.get(taken, "message_id") : undefined;
  return typeof id === "number" ? { providerId: String(id) } : {};
}
