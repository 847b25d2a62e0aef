import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Matter } from "../complaint/complaint.ts";
import type { TrackingNumber } from "../ids.ts";
import type { Customer } from "../conversation/conversation.ts";
import { comparable } from "../language/normalise.ts";

/*
 * When words come to be drawn in another way, a migration sets those in the database to NULL: they are then drawn anew.
 */

/** Words of one complaint that it can be found by. */
const MOST_WORDS = 2_000;
/** Characters of a word that count. */
const LONGEST_WORD = 60;
/** Words of one search. */
const MOST_SOUGHT = 12;
/** Shorter runs of digits are no phone number, and are not put together. */
const SHORTEST_PHONE = 7;

/** What of a complaint it is found by. */
interface Findable {
  readonly number: TrackingNumber;
  readonly matter: Pick<Matter, "description" | "product" | "lot" | "orderNumber">;
}

/** What a complaint itself is found by: its number, and the words of its matter. */
export function wordsOfComplaint({ number, matter }: Findable): readonly string[] {
  const texts = [matter.product, matter.lot, matter.orderNumber, matter.description];
  return distinct([number, ...texts.flatMap((text) => wordsOf(text ?? ""))]);
}

/** What a customer's complaints are found by: their name, and their number with and without the country's code. */
export function wordsOfCustomer({ name, phone }: Pick<Customer, "name" | "phone">): readonly string[] {
  return distinct([...wordsOf(name ?? ""), ...(phone === undefined ? [] : spellingsOf(phone))]);
}

function spellingsOf(phone: string): readonly string[] {
  const national = parsePhoneNumberFromString(phone)?.nationalNumber;
  const digits = phone.replace(/\D/gu, "");
  return national === undefined ? [digits] : [digits, national];
}

/** The beginnings of words of which a complaint must have one. */
export type SoughtWord = readonly string[];

/** A complaint is found when it has every word of one of the readings. */
export type SoughtWords = readonly (readonly SoughtWord[])[];

/** What is sought by `text`; undefined where there is no word in it. A number in groups may stand for itself or for each group. */
export function readSought(text: string): SoughtWords | undefined {
  const words = distinct(wholeWordsOf(text)).slice(0, MOST_SOUGHT);
  if (words.length === 0) return undefined;
  const digits = comparable(text, "tr").replace(/[\s()+./-]/gu, "");
  const isNumber = words.length > 1 && digits.length >= SHORTEST_PHONE && /^\d+$/u.test(digits);
  return [words.map(spellings), ...(isNumber ? [[spellings(digits.slice(0, LONGEST_WORD))]] : [])];
}

/** Numbers are kept without the zeros that are dialled before them. */
function spellings(word: string): SoughtWord {
  const bare = word.replace(/^0+(?=\d)/u, "");
  return bare === word || !/^\d+$/u.test(word) ? [word] : [word, bare];
}

/** Whether a complaint with `words` is found by `sought`. */
export function isFound(words: readonly string[], sought: SoughtWords): boolean {
  const has = (beginnings: SoughtWord): boolean =>
    words.some((word) => beginnings.some((beginning) => word.startsWith(beginning)));
  return sought.some((reading) => reading.every(has));
}

/** The words of `text`; those that a joiner holds together both as one and apart, for people write them in either way. */
function wordsOf(text: string): readonly string[] {
  const parts = /\u200c/u.test(text) ? wholeWordsOf(text.replaceAll("\u200c", " ")) : [];
  return [...wholeWordsOf(text), ...parts];
}

/** In the folding that makes the fewest differences, whatever the language: who searches does not say in which. */
function wholeWordsOf(text: string): readonly string[] {
  return comparable(text, "tr")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, LONGEST_WORD).join(""));
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].slice(0, MOST_WORDS);
}
