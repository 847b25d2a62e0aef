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
/** Digits of a number that may stand in groups: of one that begins as a dialled one does, and of any. */
const SHORTEST_DIALLED = 6;
const SHORTEST_NUMBER = 9;

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

/** What is sought by `text`, of which a complaint must have every word; undefined where there is no word in it. */
export function readSought(text: string): readonly SoughtWord[] | undefined {
  const words = distinct([numberInGroups(text) ?? wholeWordsOf(text)].flat()).slice(0, MOST_SOUGHT);
  return words.length === 0 ? undefined : words.map(spellings);
}

/** The phone or tracking number that is all of `text`, whose digits people put in groups; undefined where it may as well be several numbers. */
function numberInGroups(text: string): string | undefined {
  const bare = comparable(text, "tr").replace(/[\s()./-]/gu, "");
  const isDialled = /^[+0]/u.test(text.trim()) || /^0/u.test(bare);
  const digits = bare.replace(/^\+/u, "").slice(0, LONGEST_WORD);
  return /^\d+$/u.test(digits) && digits.length >= (isDialled ? SHORTEST_DIALLED : SHORTEST_NUMBER)
    ? digits
    : undefined;
}

/** Numbers are kept without the zeros that are dialled before them. */
function spellings(word: string): SoughtWord {
  const bare = word.replace(/^0+(?=\d)/u, "");
  return bare === word || !/^\d+$/u.test(word) ? [word] : [word, bare];
}

/** Whether a complaint with `words` is found by `sought`. */
export function isFound(words: readonly string[], sought: readonly SoughtWord[]): boolean {
  return sought.every((beginnings) => words.some((word) => beginnings.some((beginning) => word.startsWith(beginning))));
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
