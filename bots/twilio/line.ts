import type { Inbound } from "../../core/channel/inbound.ts";
import { twilioAddress } from "./message.ts";
import type { TwilioChannel } from "./client.ts";
import type { TwilioMessage } from "./message.ts";

/** One of our senders on one channel: what customers write to it is parsed by that channel. */
export interface TwilioLine {
  readonly channel: TwilioChannel;
  /** A number, a short code, a name or a Messaging Service's sid, without the channel's prefix. */
  readonly from: string;
  /** Pure: what the customer did, or a fixed reason why it is nobody's message. */
  readonly parse: (message: TwilioMessage) => Inbound | { readonly ignored: string };
}

/** Whether `message` was written to the line. */
export function isFor({ channel, from }: TwilioLine, message: TwilioMessage): boolean {
  if (message.channel !== channel) return false;
  return from.startsWith("MG") ? message.serviceSid === from : message.to === from;
}

/** The line's address as Twilio writes it. */
export function addressOf({ channel, from }: Pick<TwilioLine, "channel" | "from">): string {
  return twilioAddress(channel, from);
}

/** Whether anybody can write to the line: a name takes no answers. */
export function canBeWrittenTo({ from }: TwilioLine): boolean {
  return /^(?:\+?\d+|MG[0-9a-f]{32})$/u.test(from);
}
