import { toLocalDigits } from "../language/digits.ts";
import type { Language } from "../language/language.ts";
import type { Capabilities } from "./channel.ts";
import type { OfferedChoice, Outbound } from "./outbound.ts";
import { splitText } from "./split-text.ts";

/** How choices are shown. Every channel can show `plain` and `numbered`. */
export type LayoutKind = "plain" | "buttons" | "list" | "numbered";

/** What a renderer needs: texts to send in order, and the choices that the last of them carries. */
export interface Layout {
  readonly kind: LayoutKind;
  /** Each at most `maxText` long; never empty. */
  readonly parts: readonly string[];
  /** In the order offered; empty unless `kind` is `buttons` or `list`. */
  readonly choices: readonly OfferedChoice[];
}

/** What a channel can show of words and choices. */
export type Room = Omit<Capabilities, "maxFile" | "sends" | "isSms"> & { readonly isSms?: true | undefined };

/**
 * Chooses by numbers alone: buttons where all fit, else a list where all fit, else numbered text. No choice is dropped and no label cut: one that
 * does not fit moves all of them down the ladder.
 */
export function planLayout(choices: readonly { readonly label: string }[], can: Room): LayoutKind {
  if (choices.length === 0) return "plain";
  const longest = Math.max(...choices.map(({ label }) => label.length));
  if (choices.length <= can.maxButtons && longest <= can.maxButtonLabel) return "buttons";
  if (choices.length <= can.maxListItems && longest <= can.maxListLabel) return "list";
  return "numbered";
}

/** What of an outbound message becomes text. A channel that shows details as a card, or who speaks by itself, leaves those out. */
export type LaidOut = Pick<Outbound, "text" | "choices" | "language"> & Partial<Pick<Outbound, "details" | "author">>;

/** As `layoutOf` (layout.ts), with the words `answerByNumber` under choices that are numbered, so that no catalogue is needed. */
export function layOut(message: LaidOut, can: Room, answerByNumber: (language: Language) => string): Layout {
  const kind = planLayout(message.choices, can);
  const numbered = kind === "numbered" ? [numberedLines(message, answerByNumber)] : [];
  const text = [...heading(message), ...detailLines(message), ...numbered].join("\n\n");
  const shown = kind === "buttons" || kind === "list" ? message.choices : [];
  return { kind, parts: splitText(text, can.maxText), choices: shown };
}

function heading({ author, text }: LaidOut): readonly string[] {
  const words = author?.kind === "agent" ? `${author.name}:\n${text}` : text;
  return words === "" ? [] : [words];
}

function detailLines({ details = [] }: LaidOut): readonly string[] {
  return details.length === 0 ? [] : [details.map(({ label, value }) => `${label}: ${value}`).join("\n")];
}

/** "1. …" in the digits of the language, and what to do with them. */
function numberedLines({ choices, language }: LaidOut, answerByNumber: (language: Language) => string): string {
  const lines = choices.map(({ label }, index) => `${toLocalDigits(String(index + 1), language)}. ${label}`);
  return `${lines.join("\n")}\n\n${answerByNumber(language)}`;
}
