import type { Inbound } from "../../core/channel/inbound.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import { isFor } from "./line.ts";
import type { TwilioLine } from "./line.ts";
import type { TwilioMessage } from "./message.ts";
import type { Seen } from "./seen.ts";

export interface IntakeTools {
  readonly ports: DoorPorts;
  readonly lines: readonly TwilioLine[];
  readonly seen: Seen;
}

/**
 * Hands a message to the core by the line that it was written to; resolves when all that it caused is committed, with a fixed reason where it is
 * nobody's message and was counted instead. A message that is known already has no effect. Rejects where it could not be stored: then nobody may be
 * told that it was.
 */
export async function takeIn({ ports, lines, seen }: IntakeTools, message: TwilioMessage): Promise<string | undefined> {
  const inbound = inboundOf(lines, message);
  if ("ignored" in inbound) {
    ports.meter.refusedInput(message.channel, inbound.ignored);
    return inbound.ignored;
  }
  await ports.receive(inbound);
  seen.add(message.sid);
  return undefined;
}

function inboundOf(lines: readonly TwilioLine[], message: TwilioMessage): Inbound | { readonly ignored: string } {
  const line = lines.find((one) => isFor(one, message));
  if (line === undefined) return { ignored: "unknown_line" };
  const isOwn = lines.some(({ channel, from }) => channel === message.channel && from === message.from);
  return isOwn ? { ignored: "own" } : line.parse(message);
}
