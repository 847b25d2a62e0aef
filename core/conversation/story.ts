/** Fewer are a greeting or a slip. */
const minWords = 4;
const minLetters = 20;

/** Whether words tell what happened, rather than greet or answer: at least four words and twenty letters, or one long text. */
export function isLikelyStory(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return (words >= minWords && letters >= minLetters) || letters >= 2 * minLetters;
}
