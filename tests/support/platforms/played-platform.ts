import type { Inbound, Reply } from "../../../core/channel/inbound.ts";
import type { Outbound } from "../../../core/channel/outbound.ts";

/** Something that a customer can tap. `press` gives what our parser makes of what the platform then posts. */
export interface Button {
  readonly label: string;
  readonly press: () => Promise<Reply>;
}

/** A message of ours as the customer sees it on the platform. */
export interface Shown {
  /** All that can be read, from the top to the bottom, buttons left out. */
  readonly words: string;
  readonly buttons: readonly Button[];
  /** What the platform would have refused, in words. */
  readonly breaches: readonly string[];
}

/** A platform without its network: payloads that our renderer makes, and what its people do turned into payloads for our parser. */
export interface PlayedPlatform {
  readonly show: (message: Outbound) => Promise<Shown>;
  readonly write: (text: string) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

/** The reply in what a parser gave; fails where it gave none. */
export function replyIn(parsed: object): Reply {
  const inbound: unknown = "inbound" in parsed ? parsed.inbound : parsed;
  if (!isInbound(inbound)) throw new Error(`this was not taken as a customer's message: ${JSON.stringify(parsed)}`);
  return inbound.reply;
}

function isInbound(value: unknown): value is Inbound {
  return typeof value === "object" && value !== null && "reply" in value;
}

/** What a network does to a payload. */
export function overTheWire(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload));
}

/** `texts` that are longer than the platform takes, or empty. */
export function wrongLengths(texts: readonly string[], most: number): readonly string[] {
  return texts.flatMap((text) =>
    text.trim() === "" || text.length > most ? [`a text of ${String(text.length)} letters`] : [],
  );
}
