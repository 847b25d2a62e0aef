/** What somebody wrote without what no database keeps: NUL and halves of surrogate pairs. */
export function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
