import type { Random } from "../ports.ts";
import { codeDigits, grouped } from "./code-digits.ts";

/** Digits of a passcode: a million guesses find it with a probability of one in a million. */
export const passcodeLength = 12;

/** A new passcode: twelve unpredictable digits. Shown once, kept only as a hash. */
export function makePasscode(random: Pick<Random, "digits">): string {
  return random.digits(passcodeLength);
}

/** The passcode that was typed or pasted, in any script's digits, with spaces and dashes; undefined when it cannot be one. */
export function normalisePasscode(text: string): string | undefined {
  const digits = codeDigits(text);
  return digits?.length === passcodeLength ? digits : undefined;
}

/** For reading: `1234 5678 9012`. */
export function groupPasscode(passcode: string): string {
  return grouped(passcode, [4, 4, 4]);
}
