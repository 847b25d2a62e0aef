import type { Capabilities, Channel } from "./channel.ts";
import { layoutOf } from "./layout.ts";
import type { LayoutKind } from "./plan-layout.ts";
import type { Outbound } from "./outbound.ts";

/** A message as a customer sees it on one channel. */
export interface Shown {
  /** In the order in which they arrive. */
  readonly texts: readonly string[];
  readonly layout: LayoutKind;
  /** Labels of the buttons or of the list; empty where the choices are part of the text. */
  readonly choices: readonly string[];
  /** Parts that networks carry, and charge for; unset where nobody counts them. */
  readonly smsParts?: number;
}

/** `message` as `channel` would send it: by the channel's own rendering where it has one, else as its capabilities lay it out. */
export function shownBy(channel: Pick<Channel, "capabilities" | "show">, message: Outbound): Shown {
  return channel.show?.(message) ?? laidOut(message, channel.capabilities);
}

/** As `layoutOf` lays it out for a channel that can do this much. */
export function laidOut(message: Outbound, can: Capabilities): Shown {
  const { kind, parts, choices } = layoutOf(message, can);
  return { texts: parts.filter((part) => part !== ""), layout: kind, choices: choices.map(({ label }) => label) };
}
