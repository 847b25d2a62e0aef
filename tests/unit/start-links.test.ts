import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { brand } from "../../core/ids.ts";
import type { ComplaintId } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import { createStartLinks, passcodeMark } from "../../core/turn/start-links.ts";

const links = createStartLinks(new Uint8Array(32).fill(7));
const now = new Date("2026-12-01T07:00:00Z");
const days = (count: number): Date => new Date(now.getTime() + count * 24 * 60 * 60_000);
const complaint = {
  id: brand<ComplaintId>("0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
  passcodeHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
};

describe("a link into a chat", () => {
  test("to a complaint says which, and for which passcode, without naming either", () => {
    const token = links.toComplaint(complaint, now);
    expect(links.read(token, now)).toMatchObject({
      kind: "complaint",
      complaintId: complaint.id,
      mark: passcodeMark(complaint),
      expiresAt: days(7),
    });
    expect(passcodeMark({ passcodeHash: `${complaint.passcodeHash}x` })).not.toBe(passcodeMark(complaint));
  });

  test("to a complaint holds for seven days", () => {
    const token = links.toComplaint(complaint, now);
    expect(links.read(token, new Date(days(7).getTime() - 1))).toBeDefined();
    expect(links.read(token, days(7))).toBeUndefined();
  });

  test("to a source or a language holds for ever", () => {
    expect(links.read(links.toSource("resin-5kg"), days(3_000))).toEqual({ kind: "source", source: "resin-5kg" });
    for (const language of languages)
      expect(links.read(links.toLanguage(language), days(3_000))).toEqual({ kind: "language", language });
  });

  test("fits into what Telegram hands on, whatever it says", () => {
    const keys = ["a", "x".repeat(31)];
    const tokens = [links.toComplaint(complaint, now), ...keys.map((key) => links.toSource(key))];
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(() => links.toSource("x".repeat(32))).toThrow("does not fit");
  });

  test("cannot be made, changed or shortened by anybody else", () => {
    const token = links.toComplaint(complaint, now);
    expect(createStartLinks(new Uint8Array(32).fill(8)).read(token, now)).toBeUndefined();
    const bytes = Buffer.from(token, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] ?? 0) ^ 1;
      expect(links.read(forged.toString("base64url"), now)).toBeUndefined();
      expect(links.read(bytes.subarray(0, at).toString("base64url"), now)).toBeUndefined();
    }
  });

  test("that is no token at all says nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary", maxLength: 100 }), fc.base64String()), (token) => {
        expect(links.read(token, now)).toBeUndefined();
      }),
    );
  });
});
