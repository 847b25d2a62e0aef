import arabic from "./words/ar.json" with { type: "json" };
import english from "./words/en.json" with { type: "json" };
import persian from "./words/fa.json" with { type: "json" };
import russian from "./words/ru.json" with { type: "json" };
import turkish from "./words/tr.json" with { type: "json" };
import { languages } from "./language.ts";
import type { Language } from "./language.ts";
import { comparable } from "./normalise.ts";

/** Words that are understood at every step; *skip* and *done* only where a step offers them. */
export const globalWordNames = [
  "menu",
  "back",
  "cancel",
  "help",
  "status",
  "person",
  "language",
  "channels",
  "stop",
  "skip",
  "done",
] as const;

export type GlobalWord = (typeof globalWordNames)[number];

/** Words in each language, each as `comparable` makes it. */
export type WordList = Readonly<Record<Language, readonly string[]>>;

type Vocabulary = Readonly<
  Record<GlobalWord | "bot" | "start" | "yes" | "no" | "thanks" | "greeting" | "doubt" | "safety", string>
>;

/** One line a meaning, its words parted by commas: short enough to read and to add to. */
const vocabularies: Readonly<Record<Language, Vocabulary>> = {
  en: english,
  fa: persian,
  tr: turkish,
  ar: arabic,
  ru: russian,
};

/** What customers type for each global word: informal, without diacritics, and in Latin letters where that is usual. */
export const globalWords: Readonly<Record<GlobalWord, WordList>> = {
  menu: list("menu"),
  back: list("back"),
  cancel: list("cancel"),
  help: list("help"),
  status: list("status"),
  person: list("person"),
  language: list("language"),
  channels: list("channels"),
  stop: list("stop"),
  skip: list("skip"),
  done: list("done"),
};

/** Whole messages that call the bot back while an agent answers. */
export const botWords: WordList = list("bot");

/** Whole messages by which whoever wanted no more of our messages takes that back. */
export const startWords: WordList = list("start");

/** Whole answers that mean yes. */
export const yesWords: WordList = list("yes");

/** Whole answers that mean no. */
export const noWords: WordList = list("no");

/** Whole messages that only thank: they ask for nothing. */
export const thanksWords: WordList = list("thanks");

/** Whole messages that only greet. */
export const greetingWords: WordList = list("greeting");

/** Words that put a yes in question wherever they stand in a text. A `*` stands for any ending. */
export const doubtWords: WordList = list("doubt");

/** Words of danger wherever they stand in a text: such a complaint is seen at once. A `*` stands for any ending. */
export const safetyWords: WordList = list("safety");

function list(meaning: keyof Vocabulary): WordList {
  const words = (language: Language): readonly string[] => {
    const prepared = vocabularies[language][meaning].split(", ").map((word) => prepare(word, language));
    return [...new Set(prepared)];
  };
  return { en: words("en"), fa: words("fa"), tr: words("tr"), ar: words("ar"), ru: words("ru") };
}

/** The star is punctuation, which `comparable` removes. */
function prepare(word: string, language: Language): string {
  return word.endsWith("*") ? `${comparable(word.slice(0, -1), language)}*` : comparable(word, language);
}

/** The global word that `text` is as a whole, in the customer's language first, then in any other. */
export function globalWordOf(text: string, language: Language): GlobalWord | undefined {
  const forms = formsOf(text);
  for (const each of [language, ...languages]) {
    const said = forms(each);
    const word = globalWordNames.find((name) => globalWords[name][each].includes(said));
    if (word !== undefined) return word;
  }
  return undefined;
}

/**
 * What `text` answers as a whole, in the customer's language first, then in any other. A single letter counts only in the
 * customer's own: "e" is yes in Turkish and nothing in English.
 */
export function yesOrNo(text: string, language: Language): "yes" | "no" | undefined {
  const forms = formsOf(text);
  for (const each of [language, ...languages]) {
    const said = forms(each);
    if (each !== language && said.length === 1) continue;
    if (yesWords[each].includes(said)) return "yes";
    if (noWords[each].includes(said)) return "no";
  }
  return undefined;
}

/** The comparable forms of one text: only Turkish has letters of its own case, all other languages share a form. */
function formsOf(text: string): (language: Language) => string {
  const shared = comparable(text, "en");
  const turkish = comparable(text, "tr");
  return (language) => (language === "tr" ? turkish : shared);
}

/** Whether `text` as a whole is one of `words`, in any language. */
export function isAmong(words: WordList, text: string): boolean {
  const forms = formsOf(text);
  return languages.some((language) => words[language].includes(forms(language)));
}
