/** Wrong tries that are free; the last of them brings the first wait. */
const freeTries = 5;

/** The first wait in milliseconds: 15 minutes. */
const firstWait = 15 * 60_000;

/** The longest wait in milliseconds: a day. Nobody is locked out for ever. */
const longestWait = 24 * 60 * 60_000;

/** Until when no further try is taken after `failures` wrong ones: 15 minutes after the fifth, then twice as long each, at most a day. */
export function blockAfter(failures: number, now: Date): Date | undefined {
  if (failures < freeTries) return undefined;
  const doublings = failures - freeTries;
  const wait = doublings > Math.log2(longestWait / firstWait) ? longestWait : firstWait * 2 ** doublings;
  return new Date(now.getTime() + wait);
}
