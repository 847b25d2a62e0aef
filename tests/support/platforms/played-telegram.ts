import { parseUpdate } from "../../../bots/telegram/parse.ts";
import { renderMessage } from "../../../bots/telegram/render.ts";
import type { Markup, Piece } from "../../../bots/telegram/render.ts";
import type { Reply } from "../../../core/channel/inbound.ts";
import { overTheWire, replyIn, wrongLengths } from "./played-platform.ts";
import type { Button, PlayedPlatform, Shown } from "./played-platform.ts";

const from = { id: 5_000_000_001, is_bot: false, first_name: "Sam" };
const chat = { id: from.id, type: "private", first_name: "Sam" };

/** https://core.telegram.org/bots/api#sendmessage, https://core.telegram.org/bots/api#inlinekeyboardbutton */
const limits = { text: 4_096, buttonData: 64 } as const;

/** Telegram; `asksContact`: every question can also be answered by sharing the number, so that its choices are keys. */
export function playTelegram({ asksContact }: { readonly asksContact: boolean }): PlayedPlatform {
  return {
    show: (message) => {
      const pieces = renderMessage(asksContact ? { ...message, wantsContact: true } : message);
      return Promise.resolve(shownOf(pieces));
    },
    write: (text) => Promise.resolve(write(text)),
    close: () => Promise.resolve(),
  };
}

function shownOf(pieces: readonly Piece[]): Shown {
  const texts = pieces.flatMap((piece) => (piece.kind === "text" ? [piece] : []));
  const buttons = texts.flatMap(({ markup }) => (markup === undefined ? [] : buttonsOf(markup)));
  return {
    words: texts.map(({ text }) => text).join("\n"),
    buttons: buttons.map(({ label, press }) => ({ label, press: () => Promise.resolve(press()) })),
    breaches: [
      ...wrongLengths(
        texts.map(({ text }) => text),
        limits.text,
      ),
      ...buttons.flatMap(({ label, data }) =>
        label === "" || data === "" || Buffer.byteLength(data) > limits.buttonData ? [`the button “${label}”`] : [],
      ),
      ...texts.slice(0, -1).flatMap(({ markup }) => (markup === undefined ? [] : ["a keyboard above other words"])),
    ],
  };
}

interface Key extends Omit<Button, "press"> {
  readonly data: string;
  readonly press: () => Reply;
}

function buttonsOf(markup: Markup): readonly Key[] {
  if ("inline_keyboard" in markup)
    return markup.inline_keyboard.flat().map(({ text, callback_data: data }) => ({
      label: text,
      data,
      press: () => press(data, markup),
    }));
  if (!("keyboard" in markup)) return [];
  const keys = markup.keyboard.flat().filter(({ request_contact }) => request_contact !== true);
  return keys.map(({ text }) => ({ label: text, data: text.slice(0, 1), press: () => write(text) }));
}

function press(data: string, markup: Markup): Reply {
  const message = { message_id: 7, from: { ...from, is_bot: true }, chat, date: 0, text: "?", reply_markup: markup };
  return read({ callback_query: { id: "4382000000000000001", from, chat_instance: "-34", message, data } });
}

function write(text: string): Reply {
  return read({ message: { message_id: 8, from, chat, date: 1_796_108_400, text } });
}

function read(update: object): Reply {
  return replyIn(parseUpdate(overTheWire({ update_id: 1, ...update }))?.parsed ?? {});
}
