import { createHash } from "node:crypto";
import type { Random } from "../ports.ts";

/** A secret that is handed out once: 32 unpredictable bytes as 43 characters of base64url. */
export function makeToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}

/** What is kept of it: SHA-256 in hex. No salt or slow hash is needed where the secret cannot be guessed. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether `text` can be such a token at all. */
export function looksLikeToken(text: string): boolean {
  return /^[\w-]{43}$/u.test(text);
}
