import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { layoutOf } from "../../core/channel/layout.ts";
import { planLayout } from "../../core/channel/plan-layout.ts";
import { splitText } from "../../core/channel/split-text.ts";
import type { Capabilities } from "../../core/channel/channel.ts";
import type { OfferedChoice } from "../../core/channel/outbound.ts";

const can: Capabilities = {
  maxButtons: 3,
  maxButtonLabel: 20,
  maxListItems: 10,
  maxListLabel: 24,
  maxText: 100,
  maxFile: 0,
};

function choices(
  count: number,
  label: (index: number) => string = (index) => `Choice ${index}`,
): readonly OfferedChoice[] {
  return Array.from({ length: count }, (_, index) => ({ token: `o.${index}`, label: label(index) }));
}

describe("the ladder", () => {
  test.each([
    [0, "plain"],
    [3, "buttons"],
    [4, "list"],
    [10, "list"],
    [11, "numbered"],
  ])("shows %i short choices as %s", (count, kind) => {
    expect(planLayout(choices(count), can)).toBe(kind);
  });

  test("moves all choices down when one label is too long, and cuts none", () => {
    const long = choices(3, (index) => (index === 2 ? "x".repeat(25) : `Choice ${index}`));
    const laidOut = layoutOf({ text: "Which?", choices: long, language: "en" }, can);
    expect(laidOut.kind).toBe("numbered");
    expect(laidOut.parts.join("\n")).toContain("x".repeat(25));
    expect(laidOut.choices).toEqual([]);
  });

  test("does not look at the channel's name: a channel without buttons numbers even one choice", () => {
    expect(planLayout(choices(1), { ...can, maxButtons: 0, maxListItems: 0 })).toBe("numbered");
  });
});

describe("laying a message out", () => {
  test("writes details as lines and says to answer with the number", () => {
    const laidOut = layoutOf(
      { text: "Right?", details: [{ label: "Product", value: "Resin" }], choices: choices(11), language: "en" },
      { ...can, maxText: 1_000 },
    );
    expect(laidOut.parts).toHaveLength(1);
    expect(laidOut.parts[0]).toMatch(/^Right\?\n\nProduct: Resin\n\n1\. Choice 0\n2\. Choice 1\n/);
    expect(laidOut.parts[0]).toMatch(/\n11\. Choice 10\n\nPlease answer with the number, or in words\.$/);
  });

  test("numbers in the digits of the language", () => {
    const laidOut = layoutOf({ text: "کدام؟", choices: choices(12), language: "fa" }, { ...can, maxText: 1_000 });
    expect(laidOut.parts[0]).toContain("\n۱۲. Choice 11");
  });

  test("names an agent who speaks", () => {
    const laidOut = layoutOf(
      { text: "Hello.", choices: [], language: "en", author: { kind: "agent", name: "Service" } },
      can,
    );
    expect(laidOut.parts).toEqual(["Service:\nHello."]);
  });
});

describe("splitting a text", () => {
  test("prefers paragraphs, then lines, then sentences, then words", () => {
    expect(splitText(`${"a".repeat(40)}\n\n${"b".repeat(50)} c`, 60)).toEqual(["a".repeat(40), `${"b".repeat(50)} c`]);
    expect(splitText("One two. Three four. Five six.", 22)).toEqual(["One two. Three four.", "Five six."]);
    expect(splitText("one two three four", 11)).toEqual(["one two", "three four"]);
  });

  test("never takes a character apart, not even a family of emoji", () => {
    const family = "👨‍👩‍👧‍👦";
    for (const part of splitText(family.repeat(5), 20)) expect(part.length % family.length).toBe(0);
  });

  test("keeps an isolated code whole", () => {
    const code = "\u20681234 5678 9012\u2069";
    const parts = splitText(`${"word ".repeat(4)}${code} and more words`, 30);
    expect(parts.some((part) => part.includes(code))).toBe(true);
  });

  test("gives parts that are short enough and together hold every character but white space", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc
        .array(fc.constantFrom("رزین", "سخت شده.", "\n\n", " ", "👍🏽", "abc"), { maxLength: 80 })
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 120 }), (written, max) => {
        const parts = splitText(written, max);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
        expect(parts.join("").replace(/\s/gu, "")).toBe(written.replace(/\s/gu, ""));
      }),
    );
  });
});
