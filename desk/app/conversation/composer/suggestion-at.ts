/** What is being looked up at the place of the caret. */
export interface Lookup {
  readonly sign: "/" | "@";
  /** What has been typed after the sign. */
  readonly words: string;
  /** Where the sign stands, and where the caret does. */
  readonly from: number;
  readonly to: number;
}

/** Longer words after a sign are a sentence. */
const LONGEST = 40;

/** `sign` at the beginning or after white space, with what is typed after it up to the caret; undefined where there is none. */
export function lookupAt(text: string, caret: number, sign: "/" | "@"): Lookup | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf(sign);
  if (from === -1 || (from > 0 && !/\s/u.test(before[from - 1] ?? ""))) return undefined;
  const words = before.slice(from + 1);
  if (words.includes("\n") || words.length > LONGEST || /^\s/u.test(words)) return undefined;
  // A path or a date is no shortcut.
  if (sign === "/" && /[/\s]{2}/u.test(words)) return undefined;
  return { sign, words, from, to: caret };
}

/** `text` with what was looked up replaced by `words`. */
export function replaceLookup(text: string, { from, to }: Lookup, words: string): string {
  return text.slice(0, from) + words + text.slice(to);
}
