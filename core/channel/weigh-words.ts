import { countParts } from "./count-parts.ts";
import type { SmsSize } from "./count-parts.ts";
import { layOut } from "./plan-layout.ts";
import type { LaidOut, LayoutKind, Room } from "./plan-layout.ts";
import { smsText } from "./sms-text.ts";

/** What words come to on a channel, before they are sent. */
export interface WordsWeight {
  readonly layout: LayoutKind;
  /** Messages that the platform carries one by one. */
  readonly messages: number;
  /** All of them together, where they travel as SMS. */
  readonly sms?: SmsSize;
}

/** Weighs a message as `layoutOf` lays it out; `answerByNumber` are the words under choices that are numbered. */
export function weighWords(message: LaidOut, can: Room, answerByNumber: string): WordsWeight {
  const { kind, parts } = layOut(message, can, () => answerByNumber);
  const weight = { layout: kind, messages: parts.length };
  if (can.isSms !== true) return weight;
  const sizes = parts.map((part) => countParts(smsText(part, message.language)));
  const sum = (of: (size: SmsSize) => number): number => sizes.reduce((total, size) => total + of(size), 0);
  const encoding = sizes.every((size) => size.encoding === "gsm7") ? "gsm7" : "ucs2";
  return { ...weight, sms: { encoding, units: sum(({ units }) => units), parts: sum(({ parts: count }) => count) } };
}
