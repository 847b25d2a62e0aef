import { brand } from "../ids.ts";
import type { TrackingNumber } from "../ids.ts";
import type { Random } from "../ports.ts";
import { codeDigits, grouped } from "./code-digits.ts";

/**
 * The quasigroup of Damm's check digit: it finds every single wrong digit and every swap of two neighbours. Source: H. M. Damm, Total
 * anti-symmetrische Quasigruppen, dissertation, Marburg 2004.
 */
const damm = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
] as const;

/** Digits of a tracking number, the check digit among them. */
export const trackingNumberLength = 10;

/** A new number: nine unpredictable digits, the first not 0, and the check digit. */
export function makeTrackingNumber(random: Pick<Random, "bytes">): TrackingNumber {
  // Six bytes are so many more than 9 · 10⁸ that the remainder's bias, below 10⁻⁵, tells nothing.
  const chance = random.bytes(6).reduce((sum, byte) => sum * 256 + byte, 0);
  const body = String(100_000_000 + (chance % 900_000_000));
  return brand<TrackingNumber>(body + String(checkState(body)));
}

/** Whether `digits` are a tracking number that can exist: ten Latin digits, the first not 0, the check digit right. */
export function isTrackingNumber(digits: string): digits is TrackingNumber {
  return /^[1-9][0-9]{9}$/.test(digits) && checkState(digits) === 0;
}

/** The number that was typed or pasted, in any script's digits, with spaces and dashes; undefined when it cannot be one. */
export function normaliseTrackingNumber(text: string): TrackingNumber | undefined {
  const digits = codeDigits(text);
  return digits !== undefined && isTrackingNumber(digits) ? digits : undefined;
}

/** For reading: `1234 567 890`. */
export function groupTrackingNumber(number: TrackingNumber): string {
  return grouped(number, [4, 3, 3]);
}

/** Damm's state after all digits: the check digit of a body, 0 for a number with its check digit. */
function checkState(digits: string): number {
  return Array.from(digits).reduce((state, digit) => Number(damm[state]?.charAt(Number(digit)) ?? Number.NaN), 0);
}
