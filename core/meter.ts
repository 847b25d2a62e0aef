import type { ChannelName } from "./channel/address.ts";

/** What is counted for operators. Labels are taken from short fixed lists: never an id, a name or anything that people write. */
export interface Meter {
  /** One inbound message was answered, or not. */
  turn(channel: ChannelName, outcome: TurnOutcome, seconds: number): void;
  /** One attempt to send ended. */
  delivery(channel: ChannelName, result: DeliveryResult): void;
  /** An input was refused or ignored; `reason` is a fixed code such as `signature`, `group`, `own`. */
  refusedInput(door: string, reason: string): void;
  /** Somebody was held back; `what` is a fixed code such as `sign_in`, `passcode`. */
  throttled(what: string): void;
}

export type TurnOutcome = "answered" | "duplicate" | "to_person" | "poisoned" | "store_down";

export type DeliveryResult = "sent" | "retry" | "given_up";

/** Counts nothing: for tests and tools. */
export const silentMeter: Meter = {
  turn: () => undefined,
  delivery: () => undefined,
  refusedInput: () => undefined,
  throttled: () => undefined,
};
