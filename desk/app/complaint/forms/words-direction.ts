const letter = /\p{L}/u;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The direction of words that are being written, by their first letter; undefined, the page's own, before there is one. */
export function wordsDirection(words: string): "rtl" | "ltr" | undefined {
  const first = letter.exec(words)?.[0];
  if (first === undefined) return undefined;
  return rightToLeft.test(first) ? "rtl" : "ltr";
}
