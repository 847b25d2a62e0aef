import { describe, expect, test } from "@jest/globals";
import { fingerprint, isTelegram, webhookSecret } from "../../bots/telegram/verify.ts";

const key = "a secret of the installation, for tests";

describe("the webhook's secret", () => {
  test("is the configured one, else derived from the installation's key, of characters that Telegram takes", () => {
    expect(webhookSecret(key, "configured")).toBe("configured");
    const derived = webhookSecret(key, undefined);
    expect(derived).toMatch(/^[A-Za-z0-9_-]{43}$/u);
    expect(derived).toBe(webhookSecret(key, undefined));
    expect(derived).not.toBe(webhookSecret(`${key}.`, undefined));
  });

  test("opens the door to itself alone", () => {
    const secret = webhookSecret(key, undefined);
    expect(isTelegram(secret, secret)).toBe(true);
    for (const forged of [
      undefined,
      "",
      secret.slice(1),
      `${secret} `,
      secret.toUpperCase(),
      [secret],
      [secret, secret],
    ])
      expect(isTelegram(forged, secret)).toBe(false);
  });

  test("that is missing opens it to nobody", () => {
    for (const given of ["", undefined, "anything"]) expect(isTelegram(given, "")).toBe(false);
  });

  test("can be told from another without being told", () => {
    const secret = webhookSecret(key, undefined);
    expect(fingerprint(secret)).not.toBe(fingerprint(`${secret}.`));
    expect(secret).not.toContain(fingerprint(secret));
  });
});
