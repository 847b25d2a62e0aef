import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Fault } from "../errors.ts";

const FILE = "secret-key";

/**
 * The secret key of an installation that was not given one: read from `dataDir`, or made there with 32 random bytes, readable by
 * its owner alone. Two processes that start at once get the same.
 */
export function keptSecretKey(dataDir: string): string {
  const file = path.join(dataDir, FILE);
  if (!existsSync(file)) makeSecretKey(dataDir, file);
  const key = readFileSync(file, "utf8").trim();
  if (key.length < 32) {
    throw new Fault("secret-key", `the secret key in ${file} is too short; delete the file to make a new one`);
  }
  return key;
}

/** Written whole under another name first: a rival that finds the file finds all of it. */
function makeSecretKey(dataDir: string, file: string): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600, flush: true });
    linkSync(draft, file);
  } catch (cause) {
    if (!existsSync(file)) throw new Fault("secret-key", `the secret key cannot be kept in ${dataDir}`, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A 32-byte key for one purpose, so that one purpose's key says nothing of another's (HKDF-SHA-256, RFC 5869). */
export function derivedKey(secretKey: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secretKey, "redress", purpose, 32));
}
