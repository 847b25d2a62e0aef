import { describe, expect, test } from "@jest/globals";
import {
  addDays,
  addMonths,
  dateOfReaderDay,
  monthOf,
  placeInWeek,
  readDay,
  readerDayOf,
  writtenDay,
} from "../../desk/app/shell/fields/reader-calendar.ts";
import { languages } from "../../core/language/language.ts";

describe("the reader's calendar", () => {
  test("is Jalali for Persian and Gregorian for the others", () => {
    expect(readerDayOf("2026-12-01", "fa")).toEqual({ year: 1405, month: 9, day: 10 });
    for (const language of ["en", "tr", "ar", "ru"] as const)
      expect(readerDayOf("2026-12-01", language)).toEqual({ year: 2026, month: 12, day: 1 });
  });

  test("finds every date again by what it calls it, over leap years of both calendars", () => {
    for (const language of languages)
      for (let date = "2023-12-25"; date < "2029-04-01"; date = addDays(date, 1))
        expect(dateOfReaderDay(readerDayOf(date, language), language)).toBe(date);
  });

  test("knows which days do not exist: 30 Esfand only in leap years", () => {
    expect(dateOfReaderDay({ year: 1403, month: 12, day: 30 }, "fa")).toBe("2025-03-20");
    expect(dateOfReaderDay({ year: 1404, month: 12, day: 30 }, "fa")).toBeUndefined();
    expect(dateOfReaderDay({ year: 2027, month: 2, day: 29 }, "en")).toBeUndefined();
    expect(dateOfReaderDay({ year: 2027, month: 13, day: 1 }, "en")).toBeUndefined();
  });

  test("moves by its own months, and stays within the shorter one", () => {
    expect(writtenDay(addMonths("2026-09-22", 1, "fa"), "fa")).toBe("۱۴۰۵/۰۷/۳۰");
    expect(addMonths("2027-01-31", 1, "en")).toBe("2027-02-28");
    expect(addMonths("2027-01-31", -1, "tr")).toBe("2026-12-31");
  });

  test("shows months of 31, 30 and 29 days, and weeks from Saturday in Persian", () => {
    expect(monthOf("2026-12-01", "fa")).toHaveLength(30);
    expect(monthOf("2026-04-01", "fa")).toHaveLength(31);
    expect(monthOf("2026-03-01", "fa")).toHaveLength(29);
    expect(placeInWeek("2026-11-28", "fa")).toBe(0);
    expect(placeInWeek("2026-11-30", "en")).toBe(0);
  });
});

describe("a day that is typed", () => {
  test.each([
    ["۱۴۰۵/۹/۱۰", "fa"],
    ["1405-09-10", "fa"],
    ["١٤٠٥/٩/١٠", "fa"],
    ["2026-12-01", "en"],
    ["1.12.2026", "tr"],
    ["01/12/2026", "ru"],
    ["٢٠٢٦/١٢/٠١", "ar"],
  ] as const)("is read: %s in %s", (typed, language) => {
    expect(readDay(typed, language)).toBe("2026-12-01");
  });

  test("is written as it is read, in every language", () => {
    for (const language of languages) expect(readDay(writtenDay("2026-12-01", language), language)).toBe("2026-12-01");
  });

  test.each(["", "tomorrow", "1405/9", "1405/13/1", "12/01/26", "1405/9/10/2"])("is refused: “%s”", (typed) => {
    expect(readDay(typed, "fa")).toBeUndefined();
  });
});
