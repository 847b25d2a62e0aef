import { z } from "zod";
import { channelNames } from "../channel/address.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Say } from "../language/text-key.ts";

/** One of the customer's chats, as the customer is shown it. */
export const linkedChatSchema = z.object({
  conversationId: z.string(),
  channel: z.enum(channelNames),
  /** The number, but for its last two digits and its country unreadable; unset where the chat has none. */
  number: z.string().optional(),
  /** Since when it is the customer's. */
  at: z.iso.datetime(),
  /** By what it was linked; unset for a chat that was the customer's from the start, which nobody can unlink. */
  proof: z.enum(["passcode", "code"]).optional(),
  /** The chat in which this is shown. */
  here: z.boolean(),
});

export type LinkedChat = z.infer<typeof linkedChatSchema>;

/**
 * Whether a chat that came in by `own` proof may undo the link of another that came in by `other`; a chat that has no proof was the customer's from
 * the start. A leaked passcode must not take from the customer where a code has proven them.
 */
export function isUnlinkableBy(own: LinkedChat["proof"], other: LinkedChat["proof"]): boolean {
  return other !== undefined && (own !== "passcode" || other === "passcode");
}

/** Digits of a number that are shown at its beginning and its end. */
const shown = { first: 3, last: 2 } as const;

/** "+90•••••••67": enough to know one's own number by. */
export function maskedNumber(phone: string): string {
  const [first, last] = [phone.slice(0, shown.first), phone.slice(-shown.last)];
  return phone.length <= shown.first + shown.last
    ? phone
    : first + "•".repeat(phone.length - first.length - last.length) + last;
}

/** What customers call the channel. */
export function channelIn(channel: ChannelName, say: Say): string {
  return say("channels.name", { channel });
}
