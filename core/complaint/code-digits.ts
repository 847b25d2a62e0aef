/** What people and programs put between digits: spaces, dashes, minus signs, and marks without a shape. */
const between = /[\p{Z}\s\p{Pd}\u2212\p{Cf}]/gu;

/**
 * The Latin digits of a code that was typed or pasted: any script's digits, with spaces and dashes anywhere. Undefined when there is
 * anything else in it, or nothing.
 */
export function codeDigits(text: string): string | undefined {
  const bare = text.normalize("NFKC").replace(between, "");
  return /^\p{Nd}+$/u.test(bare) ? bare.replace(/\p{Nd}/gu, latinDigit) : undefined;
}

/** Every script's digits stand together from its zero to its nine: a digit is worth its distance from the zero. */
function latinDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** `digits` in groups of the given sizes, parted by spaces, for reading aloud and copying. */
export function grouped(digits: string, sizes: readonly number[]): string {
  let from = 0;
  const groups = sizes.map((size) => {
    from += size;
    return digits.slice(from - size, from);
  });
  return groups.join(" ");
}
