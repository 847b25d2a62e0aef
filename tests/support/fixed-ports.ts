import { createHash } from "node:crypto";
import type { SystemPorts } from "../../core/system.ts";

/** A clock that moves only when told, and ids and chance that are the same in every run. */
export interface FixedPorts extends SystemPorts {
  readonly advance: (ms: number) => void;
  readonly moveTo: (at: Date) => void;
}

export function fixedPorts(start: Date, seed = "redress"): FixedPorts {
  let now = start;
  let count = 0;
  const block = (): Uint8Array =>
    createHash("sha256")
      .update(`${seed} ${String((count += 1))}`)
      .digest();
  const bytes = (length: number): Uint8Array => {
    const made = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) made.set(block().subarray(0, Math.min(32, length - at)), at);
    return made;
  };
  return {
    clock: { now: () => now },
    ids: { uuid: () => uuidOf(now, bytes(10)) },
    random: { bytes, digits: (length) => Array.from(bytes(length), (byte) => String(byte % 10)).join("") },
    advance: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    moveTo: (at) => {
      now = at;
    },
  };
}

/** UUID of version 7: the time, then a counter that keeps ids of one moment in order, then chance. */
let sequence = 0;

function uuidOf(at: Date, chance: Uint8Array): string {
  sequence = (sequence + 1) % 0x1000;
  const time = at.getTime().toString(16).padStart(12, "0");
  const rest = Buffer.from(chance).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, "0")}-8${rest.slice(0, 3)}-${rest.slice(3, 15)}`;
}
