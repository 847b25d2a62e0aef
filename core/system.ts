import { randomBytes, randomInt } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Clock, Ids, Moment, Random } from "./ports.ts";

/** The real clock, ids and chance, for everything that is not a test. */
export interface SystemPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
}

/** The machine's clock, UUIDs of version 7, and the operating system's source of chance. */
export function systemPorts(): SystemPorts {
  return {
    clock: { now: () => new Date() },
    ids: { uuid: () => uuidv7() },
    random: {
      digits: (count) => Array.from({ length: count }, () => String(randomInt(10))).join(""),
      bytes: (count) => new Uint8Array(randomBytes(count)),
    },
  };
}

/** Fixes the present for one turn or command. */
export function momentOf(ports: SystemPorts): Moment {
  return { now: ports.clock.now(), ids: ports.ids, random: ports.random };
}
