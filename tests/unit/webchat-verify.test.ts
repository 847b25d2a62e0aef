import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import {
  bearerOf,
  chatKeys,
  conversationIdOf,
  originRule,
  sameSecret,
  seal,
  unseal,
} from "../../bots/webchat/verify.ts";

const keys = chatKeys("a secret");
const shape = z.object({ user: z.string() });
const now = new Date("2026-11-22T10:00:00Z");
const soon = now.getTime() / 1_000 + 60;

describe("signed texts", () => {
  test("say what was sealed, until they expire", () => {
    const token = seal({ user: "dl_1" }, soon, keys.access);
    expect(unseal(token, shape, keys.access, now)).toEqual({ ok: true, claims: { user: "dl_1" } });
    expect(unseal(token, shape, keys.access, new Date(soon * 1_000))).toEqual({ ok: false, why: "expired" });
  });

  test("of one purpose or installation are nothing to another", () => {
    const token = seal({ user: "dl_1" }, soon, keys.access);
    for (const key of [keys.visitor, keys.ticket, keys.file, chatKeys("another secret").access]) {
      expect(unseal(token, shape, key, now)).toEqual({ ok: false, why: "forged" });
    }
  });

  test("with any one character changed are forged", () => {
    const token = seal({ user: "dl_1" }, soon, keys.access);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom("A", "b", "0", "-", "_", ".", "=", "+", "/", " ", "\u06f1"),
        (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          const opened = unseal(changed, shape, keys.access, now);
          // The last character of 32 bytes in base64 has two bits that say nothing.
          expect(opened.ok && at !== token.length - 1).toBe(false);
        },
      ),
    );
  });

  test("of any form are read without throwing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(fc.base64String()).map((parts) => parts.join(".")),
        ),
        (token) => {
          expect(unseal(token, shape, keys.access, now).ok).toBe(false);
        },
      ),
    );
  });
});

test("a visitor's conversation is one, and says nothing of the visitor", () => {
  expect(conversationIdOf("dl_1", keys)).toBe(conversationIdOf("dl_1", keys));
  expect(conversationIdOf("dl_1", keys)).toMatch(/^[\w-]{22}$/u);
  expect(conversationIdOf("dl_1", chatKeys("another"))).not.toBe(conversationIdOf("dl_1", keys));
});

test("an empty secret equals nothing", () => {
  expect([
    sameSecret("", ""),
    sameSecret("x", ""),
    sameSecret("", "x"),
    sameSecret("x", "x"),
    sameSecret("xx", "x"),
  ]).toEqual([false, false, false, true, false]);
});

test("a bearer token is one word after the scheme, however the scheme is written", () => {
  expect(
    ["Bearer abc", "bearer  abc ", "Bearer", "Bearer a b", "Basic abc", undefined].map((header) => bearerOf(header)),
  ).toEqual(["abc", "abc", undefined, undefined, undefined, undefined]);
});

test("origins are compared whole, and a developer's machine has several names", () => {
  const remote = originRule("https://complaints.example/base", ["https://shop.example", "http://intern.example:8080/"]);
  expect(
    ["https://complaints.example", "https://shop.example", "http://intern.example:8080", undefined].map(remote),
  ).toEqual([true, true, true, true]);
  expect(
    [
      "http://complaints.example",
      "https://shop.example:444",
      "https://a.shop.example",
      "http://localhost:3978",
      "null",
      "",
    ].map(remote),
  ).toEqual([false, false, false, false, false, false]);
  const local = originRule("http://127.0.0.1:3978", []);
  expect(
    ["http://localhost:3978", "http://127.0.0.1:3978", "http://localhost:3979", "https://localhost:3978"].map(local),
  ).toEqual([true, true, false, false]);
});
