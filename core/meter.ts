import type { ChannelName } from "./channel/address.ts";
import type { Trouble } from "./channel/status-report.ts";

/** What is counted for operators. Labels are taken from short fixed lists: never an id, a name or anything that people write. */
export interface Meter {
  /** One inbound message was answered, or not. */
  turn(channel: ChannelName, outcome: TurnOutcome, seconds: number): void;
  /** One attempt to send ended, or a platform reported later how it did; `trouble` says why where it failed. */
  delivery(channel: ChannelName, result: DeliveryResult, trouble?: Trouble): void;
  /** An input was refused or ignored; `reason` is a fixed code such as `signature`, `group`, `own`. */
  refusedInput(door: string, reason: string): void;
  /** Somebody was held back; `what` is a fixed code such as `sign_in`, `passcode`. */
  throttled(what: string): void;
}

export type TurnOutcome = "answered" | "duplicate" | "to_person" | "poisoned" | "store_down";

/**
 * `found`: the platform had taken it at an earlier attempt. `invited`: announced by approved words; `held`: it waits until the customer
 * writes; `superseded`: it no longer told the truth; `undelivered`: taken, and reported later as failed.
 */
export type DeliveryResult =
  "sent" | "found" | "invited" | "held" | "superseded" | "retry" | "given_up" | "undelivered";

/** Counts nothing: for tests and tools. */
export const silentMeter: Meter = {
  turn: () => undefined,
  delivery: () => undefined,
  refusedInput: () => undefined,
  throttled: () => undefined,
};
