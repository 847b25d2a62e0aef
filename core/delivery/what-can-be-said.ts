import type { Channel } from "../channel/channel.ts";
import type { Conversation, Unreachable } from "../conversation/conversation.ts";

/** What becomes of an agent's words that are written now, and why. */
export interface WhatCanBeSaid {
  /** `now`: sent as they are. `waits`: kept until the customer writes. `not`: refused. */
  readonly words: "now" | "waits" | "not";
  /** Unset where `words` is `now`. */
  readonly why?: "channel_off" | "window" | Unreachable["reason"];
  /** Where free words end some time after the customer's last message: when, if that is still to come. */
  readonly windowEndsAt?: Date;
  /** Approved words tell the customer that something waits. */
  readonly invites: boolean;
  /** The page on which the customer answers who cannot answer here. */
  readonly answersAt?: string;
}

/** What can be said at `now` in `conversation` through `channel`, the door that carries it; undefined where none is open. */
export function whatCanBeSaid(
  { address, lastInboundAt, unreachable }: Pick<Conversation, "address" | "lastInboundAt" | "unreachable">,
  channel: Pick<Channel, "window" | "answersAt"> | undefined,
  now: Date,
): WhatCanBeSaid {
  if (channel === undefined) return { words: "not", why: "channel_off", invites: false };
  if (unreachable !== undefined) return { words: "not", why: unreachable.reason, invites: false };
  const page = channel.answersAt?.(address);
  const answers = page === undefined ? {} : { answersAt: page };
  if (channel.window === undefined) return { words: "now", invites: false, ...answers };
  const endsAt = lastInboundAt === undefined ? undefined : new Date(lastInboundAt.getTime() + channel.window.ms);
  return endsAt !== undefined && endsAt > now
    ? { words: "now", windowEndsAt: endsAt, invites: false, ...answers }
    : { words: "waits", why: "window", invites: true, ...answers };
}
