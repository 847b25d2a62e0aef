/** Shortest and longest wait before the next attempt; Web Chat's own client waits 3 to 15 s. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;

/**
 * Milliseconds to wait after `failures` failures in a row (counted from 0): doubling from 1 to 15 s, of which chance
 * (between 0 and 1) takes up to half, so that a thousand pages do not return in one instant. Never under 1 s.
 */
export function backOff(failures: number, chance: number): number {
  const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (Math.min(failures, 10) + 1));
  return Math.max(SHORTEST_MS, Math.round(ceiling * (1 - chance / 2)));
}
