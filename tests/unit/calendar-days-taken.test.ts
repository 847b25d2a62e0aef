import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { daysTaken } from "../../core/calendar/days-taken.ts";
import { endClock, startClock } from "../../core/calendar/run-clock.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { plainCalendar } from "../support/complaints.ts";

/** A moment of December 2026; its first day is a Tuesday, its fifth a Saturday. */
const at = (text: string): Date => new Date(`2026-12-${text}:00Z`);
const taken = (from: string, to: string, stills: readonly [string, string][] = []): number =>
  daysTaken(
    plainCalendar,
    at(from),
    at(to),
    stills.map(([one, other]) => ({ from: at(one), to: at(other) })),
  );

describe("the working days that a stage took", () => {
  test.each([
    ["01T10:00", "01T16:00", 0, "the day of the beginning does not count"],
    ["01T08:00", "01T17:00", 1, "unless it begins before opening"],
    ["01T08:00", "01T11:00", 0.25, "and the last day counts by its share"],
    ["01T10:00", "02T13:00", 0.5, "from the next opening"],
    ["01T10:00", "02T20:00", 1, "at most a day a day"],
    ["04T10:00", "07T17:00", 1, "with no weekend in it"],
    ["01T10:00", "02T08:00", 0, "and nothing before opening"],
  ] as const)("from %s to %s are %d: %s", (from, to, expected, why) => {
    expect([why, taken(from, to)]).toEqual([why, expected]);
  });

  test("leave out the days at whose closing the customer owed an answer", () => {
    expect(taken("01T10:00", "04T17:00", [["02T12:00", "03T10:00"]])).toBe(2);
    expect(taken("01T10:00", "03T12:00", [["02T12:00", "03T12:00"]])).toBe(0);
  });

  test("count a half day as half", () => {
    const special = {
      date: brand<PlainDate>("2026-12-02"),
      kind: "half_day" as const,
      name: "eve",
      source: "seed" as const,
    };
    const calendar = { ...plainCalendar, specialDays: [special] };
    expect(daysTaken(calendar, at("01T10:00"), at("02T17:00"), [])).toBe(0.5);
    expect(daysTaken(calendar, at("01T10:00"), at("03T17:00"), [])).toBe(1.5);
  });

  test("are within the limit exactly where the due date was kept", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * 24 * 20 }),
        fc.integer({ min: 0, max: 60 * 24 * 20 }),
        (start, length) => {
          const from = new Date(at("01T00:00").getTime() + start * 60_000);
          const to = new Date(from.getTime() + length * 60_000);
          const clock = endClock(
            startClock(plainCalendar, { stage: "evaluation", round: 1, at: from }),
            plainCalendar,
            to,
          );
          // What is done between one closing and the next opening took no more than until that closing.
          const isOpen = to.getUTCHours() >= 9 && to.getUTCHours() < 17 && ![0, 6].includes(to.getUTCDay());
          if (clock.endedAt !== undefined && clock.endedAt <= clock.dueAt)
            expect(clock.daysTaken).toBeLessThanOrEqual(4);
          else if (isOpen && to.getUTCMinutes() > 5) expect(clock.daysTaken).toBeGreaterThan(4);
        },
      ),
    );
  });
});
