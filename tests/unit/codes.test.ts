import { describe, expect, test } from "@jest/globals";
import { codesIn } from "../../core/conversation/codes.ts";
import type { ConversationState } from "../../core/conversation/conversation.ts";
import { withoutSecret } from "../../core/conversation/secrets.ts";

describe("the codes in a customer's words", () => {
  test.each([
    ["5550000001", { number: "5550000001" }],
    ["my number is ۵۵۵ ۰۰۰ ۰۰۰۱, thank you", { number: "5550000001" }],
    ["٠١٢٣-٤٥٦٧-٨٩٠١", { passcode: "012345678901" }],
    ["Tracking number: 5550000001\nPasscode: 0123 4567 8901", { number: "5550000001", passcode: "012345678901" }],
    ["555000001", {}],
    ["no idea", {}],
    ["", {}],
  ])("%j are told by how many digits there are", (words, codes) => {
    expect(codesIn(words)).toEqual(codes);
  });
});

describe("what is kept of an answer", () => {
  const asked = (step: string): ConversationState => ({
    cursors: [{ flow: "follow", version: 1, step, slots: {}, startedAt: "2026-12-01T09:00:00.000Z" }],
    offers: [],
    misunderstood: 0,
    granted: [],
  });
  const kept = (text: string, step: string) => withoutSecret({ kind: "text", text }, asked(step));

  test("the passcode is not, right or wrong, in any script", () => {
    expect(kept("رمز ۰۱۲۳ 4567", "passcode")).toEqual({ kind: "text", text: "رمز •••• ••••" });
  });

  test("the number is, and not the passcode written beside it", () => {
    expect(kept("5550000001 0123 4567 8901", "number")).toEqual({ kind: "text", text: "5550000001 •••• •••• ••••" });
    expect(kept("5550000001", "which")).toEqual({ kind: "text", text: "5550000001" });
  });
});
