import { directionOf } from "../language/language.ts";
import type { Language } from "../language/language.ts";
import { countParts } from "./count-parts.ts";

/**
 * `text` with no more in it than an SMS needs. Codes need no isolates where the language runs left to right, nor does a single number between words that
 * run right to left; older telephones show them as boxes. Where nothing but typography keeps a text from the GSM alphabet, with 160
 * characters in a part instead of 70, it gives way.
 */
export function smsText(text: string, language: Language): string {
  return directionOf(language) === "rtl" ? text.replace(loneNumbers, "$1") : leaner(text.replace(isolates, ""));
}

const isolates = /[\u2066-\u2069]/gu;

/** Isolated digits with letters of a right-to-left script, or the text's end, as their next neighbours on both sides. */
const loneNumbers =
  /(?<=(?:^|[\u0590-\u08ff])[\s:،.«»()]*)\u2068([0-9]+)\u2069(?=[\s:،.«»()]*(?:$|(?![\u0660-\u0669\u06f0-\u06f9])[\u0590-\u08ff]))/gu;

/** Typography and what stands for it on every keyboard. */
const plainSigns: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′]/gu, "'"],
  [/[“”„‟″«»]/gu, '"'],
  [/[‐‑‒–—―−]/gu, "-"],
  [/…/gu, "..."],
  [/[\u00a0\u2000-\u200a\u202f]/gu, " "],
  [/[\u200b-\u200f\u2060\ufeff]/gu, ""],
  [/•/gu, "-"],
];

function leaner(text: string): string {
  const plain = plainSigns.reduce((words, [sign, instead]) => words.replace(sign, instead), text);
  return countParts(plain).encoding === "gsm7" ? plain : text;
}
