import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import {
  daysAfter,
  daysBetween,
  firstWeekdayOf,
  periodNamed,
  periodNames,
  periodOf,
} from "../../core/improvement/period.ts";
import { plainCalendar } from "../support/complaints.ts";

const day = (text: string): PlainDate => brand<PlainDate>(text);

describe("a period by name", () => {
  // Monday, 23 November 2026: 2 Azar 1405.
  test.each([
    ["this_week", 1, "gregory", "2026-11-23 2026-11-23 / 2026-11-16 2026-11-16"],
    ["this_week", 6, "persian", "2026-11-21 2026-11-23 / 2026-11-14 2026-11-16"],
    ["last_week", 6, "persian", "2026-11-14 2026-11-20 / 2026-11-07 2026-11-13"],
    ["this_month", 1, "gregory", "2026-11-01 2026-11-23 / 2026-10-01 2026-10-23"],
    ["this_month", 6, "persian", "2026-11-22 2026-11-23 / 2026-10-23 2026-10-24"],
    ["last_month", 6, "persian", "2026-10-23 2026-11-21 / 2026-09-23 2026-10-22"],
    ["last_month", 1, "gregory", "2026-10-01 2026-10-31 / 2026-09-01 2026-09-30"],
    ["this_quarter", 6, "persian", "2026-09-23 2026-11-23 / 2026-06-22 2026-08-22"],
    ["last_quarter", 6, "persian", "2026-06-22 2026-09-22 / 2026-03-21 2026-06-21"],
    ["last_quarter", 1, "gregory", "2026-07-01 2026-09-30 / 2026-04-01 2026-06-30"],
  ] as const)("%s, with weeks from weekday %i and %s months", (name, first, months, expected) => {
    const { days, before } = periodNamed(name, day("2026-11-23"), first, months);
    expect(`${days.from} ${days.to} / ${before.from} ${before.to}`).toBe(expected);
  });

  test("is compared with days of the shorter month before at most", () => {
    const { before } = periodNamed("this_month", day("2026-03-31"), 1, "gregory");
    expect(before).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  });

  test("never overlaps the one before, whatever the day", () => {
    const anyDay = fc.integer({ min: 0, max: 20_000 }).map((count) => daysAfter(day("2000-01-01"), count));
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(...periodNames),
        fc.constantFrom(1, 6, 7),
        fc.constantFrom("persian", "gregory"),
        (today, name, first, months) => {
          const { days, before } = periodNamed(name, today, first, months);
          expect(before.from <= before.to && before.to < days.from && days.from <= days.to && days.to <= today).toBe(
            true,
          );
        },
      ),
    );
  });
});

test("any days are compared with as many just before them", () => {
  expect(periodOf({ from: day("2026-03-01"), to: day("2026-03-31") }).before).toEqual({
    from: "2026-01-29",
    to: "2026-02-28",
  });
  expect(daysBetween(day("2026-03-01"), day("2026-03-31"))).toBe(30);
});

test("a week begins after the weekend, and on Monday where there is none", () => {
  const hours = { from: "08:00", to: "16:00" };
  expect(firstWeekdayOf(plainCalendar)).toBe(1);
  expect(firstWeekdayOf({ week: { 6: hours, 7: hours, 1: hours, 2: hours, 3: hours, 4: hours } })).toBe(6);
  expect(firstWeekdayOf({ week: { 7: hours, 1: hours, 2: hours, 3: hours, 4: hours } })).toBe(7);
  expect(firstWeekdayOf({ week: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours } })).toBe(1);
});
