/** Somebody who can be mentioned. */
export interface Mentionable {
  readonly id: string;
  readonly name: string;
}

/** What follows the last `@` before the caret, where a name may be meant; undefined where none is being written. */
export function mentionBegun(words: string, caret: number): string | undefined {
  return /(?:^|\s)@([^@\n]{0,40})$/u.exec(words.slice(0, caret))?.[1];
}

/** Those whose name has the letters that were begun, at most six. */
export function mentionable(people: readonly Mentionable[], begun: string): readonly Mentionable[] {
  const sought = begun.trim().toLocaleLowerCase();
  return people.filter(({ name }) => name.toLocaleLowerCase().includes(sought)).slice(0, 6);
}

/** `words` with the name in the place of what was begun before the caret, and where the caret then stands. */
export function withMention(
  words: string,
  caret: number,
  name: string,
): { readonly words: string; readonly caret: number } {
  const begun = mentionBegun(words, caret) ?? "";
  const before = `${words.slice(0, caret - begun.length)}${name} `;
  return { words: `${before}${words.slice(caret)}`, caret: before.length };
}

/** Whom the words mention. */
export function mentionedIn(words: string, people: readonly Mentionable[]): readonly string[] {
  return people.filter(({ name }) => words.includes(`@${name}`)).map(({ id }) => id);
}
