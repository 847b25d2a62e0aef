/** Whether `value` of a slot holds `words`: as the whole, as one of several, or as whole lines among others. */
export function holdsWords(value: unknown, words: string): boolean {
  if (Array.isArray(value)) return value.some((each) => holdsWords(each, words));
  return typeof value === "string" && `\n${value}\n`.includes(`\n${words}\n`);
}

/** `value` with `after` where `before` first stood. */
export function withWords(value: unknown, before: string, after: string): unknown {
  if (Array.isArray(value)) {
    const at = value.findIndex((each) => holdsWords(each, before));
    return value.map((each: unknown, index) => (index === at ? withWords(each, before, after) : each));
  }
  if (typeof value !== "string") return value;
  const framed = `\n${value}\n`;
  const at = framed.indexOf(`\n${before}\n`);
  if (at < 0) return value;
  return `${framed.slice(1, at + 1)}${after}${framed.slice(at + 1 + before.length, -1)}`;
}
