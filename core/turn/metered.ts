import type { Meter, TurnOutcome } from "../meter.ts";
import type { Clock } from "../ports.ts";
import type { Receive, Received } from "./receive.ts";

const outcomes: Readonly<Record<Received, TurnOutcome>> = {
  answered: "answered",
  duplicate: "duplicate",
  kept_with_fault: "poisoned",
};

/** `receive`, with each message counted for operators: how it ended and how long it took, from the door to the commit. */
export function meteredReceive(receive: Receive, meter: Meter, clock: Clock): Receive {
  return async (inbound) => {
    const begun = clock.now().getTime();
    const count = (outcome: TurnOutcome): void => {
      meter.turn(inbound.address.channel, outcome, (clock.now().getTime() - begun) / 1_000);
    };
    try {
      const received = await receive(inbound);
      count(outcomes[received]);
      return received;
    } catch (error) {
      count("store_down");
      throw error;
    }
  };
}
