import { layoutOf } from "../../core/channel/layout.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { smsText } from "../../core/channel/sms-text.ts";
import { capabilities } from "./limits.ts";

/** The texts to send for a message, in order. */
export function renderSms(message: Outbound): readonly string[] {
  return layoutOf(message, capabilities).parts.map((part) => smsText(part, message.language));
}
