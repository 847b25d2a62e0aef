import type { Language } from "../language/language.ts";
import { mentions } from "../language/mention.ts";
import type { WordList } from "../language/words.ts";

/** A yes with a question mark is no plain yes, in any script. */
const questionMark = /[?؟？]/;

/**
 * Whether words that go with a yes put it in question: one of `doubtWords` stands in them, or a question mark. Rather once too
 * often: the customer is only asked whether the yes stands.
 */
export function carriesDoubt(words: string, doubtWords: WordList, language: Language): boolean {
  return questionMark.test(words) || mentions(doubtWords, words, language);
}
