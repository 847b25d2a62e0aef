import { describe, expect, test } from "@jest/globals";
import type { Calendar, SpecialDay } from "../../core/calendar/calendar.ts";
import { seedCalendar } from "../../core/calendar/seed.ts";
import { daysLater, halfDayBefore, isOpen, nextOpening, reckon } from "../../core/calendar/working-days.ts";
import { Fault } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { plainCalendar } from "../support/complaints.ts";

const seededAt = new Date("2026-01-05T00:00:00Z");
const türkiye = seedCalendar({ country: "TR", timeZone: "Europe/Istanbul", languages: ["tr"] }, seededAt);
const iran = seedCalendar({ country: "IR", timeZone: "Asia/Tehran", languages: ["fa"] }, seededAt);

function special(date: string, kind: SpecialDay["kind"], name = "Day", hours?: SpecialDay["hours"]): SpecialDay {
  return {
    date: brand<PlainDate>(date),
    kind,
    name,
    source: "administrator",
    ...(hours === undefined ? {} : { hours }),
  };
}

function withDays(...specialDays: readonly SpecialDay[]): Calendar {
  return { ...plainCalendar, specialDays };
}

function due(calendar: Calendar, from: string, days: number): string {
  return reckon(calendar, new Date(from), days).dueAt.toISOString();
}

function days(calendar: Calendar, from: string, limit: number): readonly string[] {
  return reckon(calendar, new Date(from), limit).proof.map(
    ({ date, counted, why }) => `${date} ${String(counted)} ${why}`,
  );
}

describe("working days", () => {
  test("the day of the beginning does not count once the office has opened", () => {
    expect(days(plainCalendar, "2026-12-01T10:00:00Z", 2)).toEqual([
      "2026-12-01 0 start",
      "2026-12-02 1 working",
      "2026-12-03 1 working",
    ]);
    expect(due(plainCalendar, "2026-12-01T10:00:00Z", 2)).toBe("2026-12-03T17:00:00.000Z");
  });

  test("what begins before opening has the whole day, which counts", () => {
    expect(due(plainCalendar, "2026-12-01T08:59:59Z", 2)).toBe("2026-12-02T17:00:00.000Z");
    expect(due(plainCalendar, "2026-12-01T09:00:00Z", 2)).toBe("2026-12-02T17:00:00.000Z");
    expect(due(plainCalendar, "2026-12-01T09:00:00.001Z", 2)).toBe("2026-12-03T17:00:00.000Z");
  });

  test("what begins after closing counts from the next working day", () => {
    expect(due(plainCalendar, "2026-12-01T23:00:00Z", 1)).toBe("2026-12-02T17:00:00.000Z");
  });

  test("a weekend is passed over, also as the day of the beginning", () => {
    expect(days(plainCalendar, "2026-12-05T12:00:00Z", 1)).toEqual([
      "2026-12-05 0 weekend",
      "2026-12-06 0 weekend",
      "2026-12-07 1 working",
    ]);
  });

  test("holidays and closures are passed over by their names", () => {
    const calendar = withDays(
      special("2026-12-02", "holiday", "A holiday"),
      special("2026-12-03", "closure", "Stocktaking"),
    );
    expect(reckon(calendar, new Date("2026-12-01T10:00:00Z"), 1).proof).toEqual([
      { date: "2026-12-01", counted: 0, why: "start" },
      { date: "2026-12-02", counted: 0, why: "holiday", name: "A holiday" },
      { date: "2026-12-03", counted: 0, why: "closure", name: "Stocktaking" },
      { date: "2026-12-04", counted: 1, why: "working" },
    ]);
  });

  test("a half day counts half; the limit is the closing of the day on which it is full", () => {
    const calendar = withDays(special("2026-12-02", "half_day", "Eve", { from: "09:00", to: "12:30" }));
    expect(days(calendar, "2026-12-01T10:00:00Z", 1)).toEqual([
      "2026-12-01 0 start",
      "2026-12-02 0.5 half_day",
      "2026-12-03 1 working",
    ]);
    expect(due(calendar, "2026-12-01T10:00:00Z", 1)).toBe("2026-12-03T17:00:00.000Z");
  });

  test("two half days make one, and the second one's closing is the limit", () => {
    const half = { from: "09:00", to: "12:30" };
    const calendar = withDays(
      special("2026-12-02", "half_day", "Eve", half),
      special("2026-12-03", "half_day", "Eve", half),
    );
    expect(due(calendar, "2026-12-01T10:00:00Z", 1)).toBe("2026-12-03T12:30:00.000Z");
  });

  test("a half day without hours closes at the middle of the weekday's", () => {
    const calendar = withDays(special("2026-12-02", "half_day"), special("2026-12-03", "half_day"));
    expect(due(calendar, "2026-12-01T10:00:00Z", 1)).toBe("2026-12-03T13:00:00.000Z");
  });

  test("a holiday on a weekend changes nothing", () => {
    const calendar = withDays(special("2026-12-05", "half_day", "Saturday"));
    expect(due(calendar, "2026-12-04T10:00:00Z", 1)).toBe("2026-12-07T17:00:00.000Z");
  });

  test("the end of the year is passed like any other night", () => {
    expect(due(türkiye, "2026-12-31T09:00:00Z", 2)).toBe("2027-01-05T14:30:00.000Z");
  });

  test("the date is the one on the organisation's wall, not in UTC", () => {
    // 1 December, 22:30 UTC, is 2 December in Istanbul, before opening: the whole of the 2nd is left.
    expect(due(türkiye, "2026-12-01T22:30:00Z", 1)).toBe("2026-12-02T14:30:00.000Z");
  });

  test("a calendar that never opens is a fault, not an endless search", () => {
    expect(() => reckon({ ...plainCalendar, week: {} }, seededAt, 1)).toThrow(Fault);
    expect(() => nextOpening({ ...plainCalendar, week: {} }, seededAt)).toThrow(Fault);
  });

  test("a reckoning beyond the entered holidays says so", () => {
    const calendar = { ...plainCalendar, knownUntil: brand<PlainDate>("2026-12-02") };
    expect(reckon(calendar, new Date("2026-12-01T10:00:00Z"), 1).beyondKnown).toBe(false);
    expect(reckon(calendar, new Date("2026-12-01T10:00:00Z"), 2).beyondKnown).toBe(true);
  });

  test("an unknown time zone is a fault", () => {
    expect(() => reckon({ ...plainCalendar, timeZone: "Nowhere/Land" }, seededAt, 1)).toThrow(Fault);
  });
});

describe("Türkiye", () => {
  test("the eve of the Feast of the Sacrifice is half a day, and the four days of the feast are free", () => {
    expect(days(türkiye, "2026-05-25T10:00:00Z", 2)).toEqual([
      "2026-05-25 0 start",
      "2026-05-26 0.5 half_day",
      "2026-05-27 0 holiday",
      "2026-05-28 0 holiday",
      "2026-05-29 0 holiday",
      "2026-05-30 0 weekend",
      "2026-05-31 0 weekend",
      "2026-06-01 1 working",
      "2026-06-02 1 working",
    ]);
  });

  test("28 October ends at 13:00, and what begins that afternoon has no part of it", () => {
    expect(days(türkiye, "2026-10-28T11:00:00Z", 1)).toEqual([
      "2026-10-28 0 start",
      "2026-10-29 0 holiday",
      "2026-10-30 1 working",
    ]);
    expect(isOpen(türkiye, new Date("2026-10-28T09:59:00Z"))).toBe(true);
    expect(isOpen(türkiye, new Date("2026-10-28T10:00:00Z"))).toBe(false);
  });
});

describe("Iran", () => {
  test("Friday is weekend, Thursday is half a day every week", () => {
    expect(days(iran, "2026-11-17T10:00:00Z", 2)).toEqual([
      "2026-11-17 0 start",
      "2026-11-18 1 working",
      "2026-11-19 0.5 half_day",
      "2026-11-20 0 weekend",
      "2026-11-21 1 working",
    ]);
  });

  test("Nowruz stops the reckoning for its four days and the thirteenth", () => {
    expect(days(iran, "2026-03-19T12:00:00Z", 1)).toEqual([
      "2026-03-19 0 start",
      "2026-03-20 0 weekend",
      "2026-03-21 0 holiday",
      "2026-03-22 0 holiday",
      "2026-03-23 0 holiday",
      "2026-03-24 0 holiday",
      "2026-03-25 1 working",
    ]);
    expect(days(iran, "2026-03-31T12:00:00Z", 1).at(-1)).toBe("2026-04-04 1 working");
  });

  test("closing is at four in Tehran, half past twelve in UTC", () => {
    expect(due(iran, "2026-11-17T10:00:00Z", 1)).toBe("2026-11-18T12:30:00.000Z");
  });
});

describe("where clocks change", () => {
  const berlin: Calendar = { ...plainCalendar, timeZone: "Europe/Berlin" };

  test("closing keeps its wall-clock hour over the change to summer time", () => {
    expect(due(berlin, "2026-03-27T10:00:00Z", 1)).toBe("2026-03-30T15:00:00.000Z");
  });

  test("closing keeps its wall-clock hour over the change to winter time", () => {
    expect(due(berlin, "2026-10-23T10:00:00Z", 1)).toBe("2026-10-26T16:00:00.000Z");
  });

  test("an opening hour that the change skips moves to the hour after", () => {
    const night: Calendar = { ...berlin, week: { 7: { from: "02:30", to: "06:00" } } };
    expect(nextOpening(night, new Date("2026-03-28T12:00:00Z")).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });

  test("where midnight itself is skipped, the day still counts", () => {
    // Chile moves its clocks at midnight: 6 September 2026 begins at one in the morning.
    const santiago: Calendar = {
      ...plainCalendar,
      timeZone: "America/Santiago",
      week: { 7: { from: "09:00", to: "17:00" } },
    };
    expect(due(santiago, "2026-09-05T12:00:00Z", 1)).toBe("2026-09-06T20:00:00.000Z");
  });

  test("days later is the same time by the wall clock", () => {
    expect(daysLater(berlin, new Date("2026-03-27T10:00:00Z"), 3).toISOString()).toBe("2026-03-30T09:00:00.000Z");
  });
});

describe("opening hours", () => {
  test("open from the opening moment until just before closing", () => {
    expect(isOpen(plainCalendar, new Date("2026-12-01T09:00:00Z"))).toBe(true);
    expect(isOpen(plainCalendar, new Date("2026-12-01T16:59:59.999Z"))).toBe(true);
    expect(isOpen(plainCalendar, new Date("2026-12-01T17:00:00Z"))).toBe(false);
    expect(isOpen(plainCalendar, new Date("2026-12-05T12:00:00Z"))).toBe(false);
  });

  test("the next opening is now while open, this morning before it, else the next working morning", () => {
    const next = (at: string) => nextOpening(plainCalendar, new Date(at)).toISOString();
    expect(next("2026-12-01T10:00:00Z")).toBe("2026-12-01T10:00:00.000Z");
    expect(next("2026-12-01T07:00:00Z")).toBe("2026-12-01T09:00:00.000Z");
    expect(next("2026-12-04T17:00:00Z")).toBe("2026-12-07T09:00:00.000Z");
  });

  test("half a working day before a limit is the middle of its day, or the opening of a half day", () => {
    expect(halfDayBefore(plainCalendar, new Date("2026-12-03T17:00:00Z")).toISOString()).toBe(
      "2026-12-03T13:00:00.000Z",
    );
    const calendar = withDays(special("2026-12-03", "half_day", "Eve", { from: "09:00", to: "12:30" }));
    expect(halfDayBefore(calendar, new Date("2026-12-03T12:30:00Z")).toISOString()).toBe("2026-12-03T09:00:00.000Z");
  });
});
