export { openTwilio } from "./account.ts";
export type { TwilioAccount, TwilioOptions, TwilioPorts } from "./account.ts";
export { createPartSender } from "./send-parts.ts";
export type { PartedMessage, PartSender } from "./send-parts.ts";
export { addressOf } from "./line.ts";
export type { TwilioLine } from "./line.ts";
export { isNumber, twilioAddress } from "./message.ts";
export type { TwilioMessage } from "./message.ts";
