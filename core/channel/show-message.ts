import type { Capabilities, Channel } from "./channel.ts";
import { layoutOf } from "./layout.ts";
import type { Outbound } from "./outbound.ts";
import type { Shown } from "./shown.ts";

/** `message` as `channel` would send it: by the channel's own rendering where it has one, else as its capabilities lay it out. */
export function shownBy(channel: Pick<Channel, "capabilities" | "show">, message: Outbound): Shown {
  return channel.show?.(message) ?? laidOut(message, channel.capabilities);
}

/** As `layoutOf` lays it out for a channel that can do this much. */
export function laidOut(message: Outbound, can: Capabilities): Shown {
  const { kind, parts, choices } = layoutOf(message, can);
  return { texts: parts.filter((part) => part !== ""), layout: kind, choices: choices.map(({ label }) => label) };
}
