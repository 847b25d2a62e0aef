import { hash, verify } from "@node-rs/argon2";
import type { Options } from "@node-rs/argon2";

/** Makes and checks hashes of passwords and passcodes. */
export interface SecretHasher {
  /** A PHC string of argon2id with a salt of its own. */
  hash(secret: string): Promise<string>;
  /** Whether `secret` is the one; false for a hash that is none. */
  verify(hash: string, secret: string): Promise<boolean>;
  /** Takes as long as a check, for names that do not exist. */
  burn(secret: string): Promise<void>;
}

/**
 * OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. `memoryCost` is in KiB; argon2id is what
 * the library makes where no algorithm is named (its own option is a `const enum`, which stripped types cannot read).
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * A hasher with `pepper`, a key of at least 32 bytes that is kept apart from the database: whoever steals the rows alone cannot
 * even begin to guess.
 */
export function createSecretHasher(pepper: Uint8Array): SecretHasher {
  const options: Options = { ...COST, secret: pepper };
  const decoy = hash("nobody's secret", options);
  // Whoever burns first hears of it; until then nobody waits for it.
  decoy.catch(() => undefined);
  const check = async (known: string, secret: string): Promise<boolean> => {
    try {
      return await verify(known, secret.normalize("NFKC"), options);
    } catch {
      return false;
    }
  };
  return {
    hash: (secret) => hash(secret.normalize("NFKC"), options),
    verify: check,
    burn: async (secret) => {
      await check(await decoy, secret);
    },
  };
}
