import { createHash, hkdfSync, timingSafeEqual } from "node:crypto";

/** The header in which Telegram repeats the secret that the webhook was set with. */
export const secretHeader = "x-telegram-bot-api-secret-token";

/** The secret of the webhook: the configured one, else one derived from the installation's secret key (HKDF, RFC 5869). */
export function webhookSecret(secretKey: string, configured: string | undefined): string {
  if (configured !== undefined) return configured;
  const derived = hkdfSync("sha256", secretKey, "redress", "telegram webhook", 32);
  return Buffer.from(derived).toString("base64url");
}

/** Whether `given` is the secret, in a time that tells nothing of it. Without a secret nobody is Telegram. */
export function isTelegram(given: string | readonly string[] | undefined, secret: string): boolean {
  if (typeof given !== "string" || secret === "") return false;
  return timingSafeEqual(digest(given), digest(secret));
}

/** Tells one secret from another without giving it away: part of the webhook's address, so that a changed secret is seen to be set anew. */
export function fingerprint(secret: string): string {
  return digest(`fingerprint ${secret}`).toString("base64url").slice(0, 8);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
