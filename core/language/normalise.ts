import { toLatinDigits } from "./digits.ts";
import type { Language } from "./language.ts";

/** Letters that people type for one another: other keyboards' forms, left-out hamzas and dots. */
const folded: Readonly<Record<string, string>> = {
  ي: "ی",
  ى: "ی",
  ئ: "ی",
  ك: "ک",
  آ: "ا",
  أ: "ا",
  إ: "ا",
  ٱ: "ا",
  ؤ: "و",
  ة: "ه",
  ۀ: "ه",
  ё: "е",
};

/** Turkish letters as they are typed on a keyboard without them. */
const foldedTurkish: Readonly<Record<string, string>> = {
  ı: "i",
  ş: "s",
  ğ: "g",
  ç: "c",
  ö: "o",
  ü: "u",
  â: "a",
  î: "i",
  û: "u",
};

/** Zero-width non-joiners, direction marks, isolates and other characters without a shape; tatweel; the skin tones of emoji. */
const shapeless = /[\p{Cf}\u0640]|\p{Emoji_Modifier}/gu;

/** Vowel signs and other marks above and below, and the variation selectors of emoji. */
const marks = /\p{Mn}/gu;

const punctuation = /^[\p{P}\s]$/u;

/** No message is longer. One character can unify to eighteen, and nobody's answer begins after these. */
const longest = 20_000;

/**
 * A copy of `text` for comparing, never for keeping or showing: compatibility forms unified, letters that stand for one another
 * folded, marks without a shape removed, digits Latin, lower case by the rules of `language`, spaces folded, outer punctuation gone.
 * Two texts that a reader of `language` takes for the same answer have the same copy. Words of nothing but punctuation keep it.
 */
export function comparable(text: string, language: Language): string {
  const unified = toLatinDigits(text.normalize("NFKC").slice(0, longest)).replace(shapeless, "");
  const lower = unified.toLocaleLowerCase(language).normalize("NFC").replace(marks, "");
  const letters = Array.from(lower, (letter) => fold(letter, language)).join("");
  const spaced = letters.replace(/\s+/g, " ").trim();
  const bare = withoutOuterPunctuation(spaced);
  return bare === "" ? spaced : bare;
}

/** Step by step from both ends: an expression that looks for the end takes the square of the length for a run in the middle. */
function withoutOuterPunctuation(text: string): string {
  const letters = Array.from(text);
  const isInner = (letter: string): boolean => !punctuation.test(letter);
  return letters.slice(Math.max(0, letters.findIndex(isInner)), letters.findLastIndex(isInner) + 1).join("");
}

function fold(letter: string, language: Language): string {
  return folded[letter] ?? (language === "tr" ? (foldedTurkish[letter] ?? letter) : letter);
}
