import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { passcodeBlocking } from "../../core/complaint/passcode-blocking.ts";
import { blockAfter } from "../../core/throttle/block-after.ts";
import { groupPasscode, makePasscode, normalisePasscode } from "../../core/complaint/passcode.ts";
import {
  groupTrackingNumber,
  isTrackingNumber,
  makeTrackingNumber,
  normaliseTrackingNumber,
} from "../../core/complaint/tracking-number.ts";

const bytes = fc.uint8Array({ minLength: 6, maxLength: 6 });

function numberFrom(chance: Uint8Array) {
  return makeTrackingNumber({ bytes: () => chance });
}

/** First digits of the scripts that customers write in, and some others. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10, 0x1d7ce];

describe("a tracking number", () => {
  test("is ten digits, the first not 0, and passes its own check", () => {
    fc.assert(
      fc.property(bytes, (chance) => {
        const number = numberFrom(chance);
        expect(number).toMatch(/^[1-9][0-9]{9}$/);
        expect(isTrackingNumber(number)).toBe(true);
      }),
    );
  });

  test("with one wrong digit is never another one", () => {
    fc.assert(
      fc.property(bytes, fc.nat(9), fc.integer({ min: 1, max: 9 }), (chance, place, shift) => {
        const digits = Array.from(numberFrom(chance));
        digits[place] = String((Number(digits[place]) + shift) % 10);
        expect(isTrackingNumber(digits.join(""))).toBe(false);
      }),
    );
  });

  test("with two neighbours swapped is never another one", () => {
    fc.assert(
      fc.property(bytes, fc.nat(8), (chance, place) => {
        const number = numberFrom(chance);
        const [one = "", two = ""] = [number[place], number[place + 1]];
        const swapped = number.slice(0, place) + two + one + number.slice(place + 2);
        expect(isTrackingNumber(swapped)).toBe(one === two);
      }),
    );
  });

  test("is understood in any script's digits, grouped as anyone likes", () => {
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom(...zeros),
        fc.constantFrom("", " ", "-", "\u00a0", "–", "\u200f"),
        (chance, zero, between) => {
          const number = numberFrom(chance);
          const typed = Array.from(number, (digit) => String.fromCodePoint(zero + Number(digit))).join(between);
          expect(normaliseTrackingNumber(` ${typed} `)).toBe(number);
          expect(normaliseTrackingNumber(`\u2068${groupTrackingNumber(number)}\u2069`)).toBe(number);
        },
      ),
    );
  });

  test.each(["", "1234567890", "123456789", "12345678901", "abc", "0000000000", "12345x7897", "-", "١٢٣", "½34567897"])(
    "%j is none",
    (text) => {
      expect(normaliseTrackingNumber(text)).toBeUndefined();
    },
  );

  test("is read in groups of four, three and three", () => {
    expect(groupTrackingNumber(numberFrom(new Uint8Array(6)))).toMatch(/^1000 000 00\d$/);
  });
});

describe("a passcode", () => {
  test("is twelve digits, also with zeros in front", () => {
    expect(makePasscode({ digits: (count) => "0".repeat(count) })).toBe("000000000000");
  });

  test("is understood in Persian digits and groups, and read in groups of four", () => {
    expect(normalisePasscode("۰۱۲۳ ۴۵۶۷-۸۹۰۱")).toBe("012345678901");
    expect(groupPasscode("012345678901")).toBe("0123 4567 8901");
  });

  test.each(["", "01234567890", "0123456789012", "0123 4567 890a"])("%j is none", (text) => {
    expect(normalisePasscode(text)).toBeUndefined();
  });
});

describe("the wait after wrong passcodes", () => {
  const now = new Date("2026-12-01T10:00:00Z");
  const minutes = (failures: number) =>
    ((blockAfter(passcodeBlocking, failures, now)?.getTime() ?? now.getTime()) - now.getTime()) / 60_000;

  test("begins with the fifth, doubles, and is never longer than a day", () => {
    expect([1, 4, 5, 6, 7, 8, 11, 12, 13, 1000, 1_000_000].map(minutes)).toEqual([
      0, 0, 15, 30, 60, 120, 960, 1440, 1440, 1440, 1440,
    ]);
  });

  test("is none for a count that was spared below zero", () => {
    expect(blockAfter(passcodeBlocking, -10, now)).toBeUndefined();
  });
});
