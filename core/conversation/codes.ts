import { codeDigits } from "../complaint/code-digits.ts";
import { passcodeLength } from "../complaint/passcode.ts";
import { trackingNumberLength } from "../complaint/tracking-number.ts";

/** What the digits in a customer's words can be, whatever stands around them; whether they are right is found out by the command. */
export interface Codes {
  readonly number?: string;
  readonly passcode?: string;
}

/** By how many digits there are: a tracking number, a passcode, or both, one after the other, as they stand on the receipt. */
export function codesIn(words: string): Codes {
  const digits = codeDigits(words.replace(/\P{Nd}/gu, "")) ?? "";
  switch (digits.length) {
    case trackingNumberLength:
      return { number: digits };
    case passcodeLength:
      return { passcode: digits };
    case trackingNumberLength + passcodeLength:
      return { number: digits.slice(0, trackingNumberLength), passcode: digits.slice(trackingNumberLength) };
    default:
      return {};
  }
}
