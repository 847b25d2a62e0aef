import type { Door } from "../core/http/door.ts";

/** The door with another rate for all of its messages: platforms grant one account more than another. Each chat's own rate stays. */
export function pacedDoor(door: Door, messagesPerSecond: number): Door {
  const { channel } = door;
  return {
    ...door,
    channel: { ...channel, rates: { ...channel.rates, all: { count: messagesPerSecond, perMs: 1_000 } } },
  };
}
