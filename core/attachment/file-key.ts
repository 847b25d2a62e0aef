import { Fault } from "../errors.ts";
import type { Random } from "../ports.ts";

const shape = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/u;

/** Returns `key` when it is of the form `[a-z0-9-]+(/[a-z0-9-]+)*`, so that no key can leave its folder; throws `Fault` otherwise. */
export function checkKey(key: string): string {
  if (!shape.test(key) || key.length > 200) throw new Fault("file-key", "a file key has an unexpected form");
  return key;
}

/** A new key that says nothing about the file or its owner; the first two characters spread files over folders. */
export function newFileKey(area: "staged" | "original" | "clean" | "thumbnail", random: Random): string {
  const name = Buffer.from(random.bytes(20)).toString("hex");
  return `${area}/${name.slice(0, 2)}/${name}`;
}
