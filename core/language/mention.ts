import { languageByLetters } from "./guess.ts";
import type { Language } from "./language.ts";
import { comparable } from "./normalise.ts";
import type { WordList } from "./words.ts";

/**
 * Whether one of `words` stands anywhere in `text`, as a word or phrase of its own: in the customer's language, in the one that the
 * letters give away, or in English.
 */
export function mentions(words: WordList, text: string, language: Language): boolean {
  const tried = new Set([language, languageByLetters(text) ?? language, "en" as const]);
  return [...tried].some((each) => patternOf(words, each).test(` ${separated(comparable(text, each))} `));
}

const patterns = new WeakMap<WordList, Map<Language, RegExp>>();

function patternOf(words: WordList, language: Language): RegExp {
  const known = patterns.get(words) ?? new Map<Language, RegExp>();
  patterns.set(words, known);
  const pattern = known.get(language) ?? toPattern(words[language], language);
  known.set(language, pattern);
  return pattern;
}

/** Arabic writes "and", "so", "with", "for", "like" and "the" onto the word that follows. */
const prefixes: Readonly<Partial<Record<Language, string>>> = { ar: "[وف]?[بلک]?(?:ال)?" };

function toPattern(words: readonly string[], language: Language): RegExp {
  const alternatives = words.map((word) => separated(word) + (word.endsWith("*") ? "" : " "));
  return new RegExp(` ${prefixes[language] ?? ""}(?:${alternatives.join("|")})`, "u");
}

/** Only letters and digits, the words parted by single spaces. */
function separated(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
