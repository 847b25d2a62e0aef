import { createHash } from "node:crypto";
import type { SecretHasher } from "../../core/staff/secret-hasher.ts";

/** Behaves like the real hasher, without its deliberate slowness. */
export function quickHasher(): SecretHasher {
  const hash = (secret: string): string => createHash("sha256").update(`quick ${secret}`).digest("hex");
  return {
    hash: (secret) => Promise.resolve(hash(secret)),
    verify: (known, secret) => Promise.resolve(known === hash(secret)),
    burn: () => Promise.resolve(),
  };
}
