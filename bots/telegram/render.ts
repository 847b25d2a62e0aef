import { layoutOf } from "../../core/channel/layout.ts";
import type { Layout } from "../../core/channel/plan-layout.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { sayIn } from "../../core/language/say.ts";
import { capabilities } from "./limits.ts";

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly { readonly text: string; readonly callback_data: string }[])[];
}

/** Stands in the place of the letters; what its keys say is sent as the customer's own words. */
export interface ContactKeyboard {
  readonly keyboard: readonly (readonly { readonly text: string; readonly request_contact?: true }[])[];
  readonly resize_keyboard: true;
  readonly one_time_keyboard: true;
}

export type Markup = InlineKeyboard | ContactKeyboard | { readonly remove_keyboard: true };

/** One call of the API; a message is its pieces in order. */
export type Piece =
  | { readonly kind: "file"; readonly id: AttachmentId }
  | { readonly kind: "text"; readonly text: string; readonly markup?: Markup };

/**
 * A message as Telegram shows it: its files, then its text in as many parts as it takes, the choices on the last, so that they stand at the end
 * of the chat. Always without a parse mode: names and Persian punctuation are no markup.
 */
export function renderMessage(message: Outbound): readonly Piece[] {
  const layout = layoutOf(message, capabilities);
  const texts = layout.parts.filter((part, place) => part.trim() !== "" || isNeeded(layout, place));
  const last = texts.length - 1;
  return [
    ...message.files.map((id): Piece => ({ kind: "file", id })),
    ...texts.map((text, place): Piece => {
      const words = text.trim() === "" ? wordless : text;
      return { kind: "text", text: words, ...(place === last ? { markup: markupOf(message, layout) } : {}) };
    }),
  ];
}

/** Telegram sends no message without words, and no keyboard without a message. */
const wordless = "…";

function isNeeded({ parts, choices }: Layout, place: number): boolean {
  return place === parts.length - 1 && choices.length > 0;
}

/** Sharing one's number works by a keyboard in the place of the letters only, and a message has one keyboard: then the choices are its keys, too. */
function markupOf(message: Outbound, { choices }: Layout): Markup {
  if (message.wantsContact === true) return contactKeyboard(message, choices);
  if (choices.length === 0) return { remove_keyboard: true };
  return { inline_keyboard: choices.map(({ label, token }) => [{ text: label, callback_data: token }]) };
}

function contactKeyboard({ language }: Outbound, choices: Layout["choices"]): ContactKeyboard {
  // The text has no dates, so any time zone says it.
  const share = sayIn(language, "UTC")("telegram.share_number");
  return {
    keyboard: [[{ text: share, request_contact: true }], ...choices.map(({ label }) => [{ text: label }])],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
