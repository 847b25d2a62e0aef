import { describe, expect, test } from "@jest/globals";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { removeSpecialDay, setSpecialDay, setTimeZone, setWeek } from "../../core/calendar/edit-calendar.ts";
import { seedCalendar, seedUntil } from "../../core/calendar/seed.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";

const now = new Date("2026-11-22T12:00:00Z");
const inTürkiye = { country: "TR", timeZone: "Europe/Istanbul", languages: ["tr"] as const };
const inIran = { country: "IR", timeZone: "Asia/Tehran", languages: ["fa"] as const };

function date(text: string): PlainDate {
  return brand<PlainDate>(text);
}

function on(calendar: Calendar, text: string): string | undefined {
  const day = calendar.specialDays.find((each) => each.date === text);
  return day === undefined ? undefined : `${day.kind} ${day.name}`;
}

describe("the seeded calendar", () => {
  const türkiye = seedCalendar(inTürkiye, now);
  const iran = seedCalendar(inIran, now);

  test("is version 1, sorted, one line a date, and known to the end of the year after next", () => {
    for (const calendar of [türkiye, iran]) {
      const dates = calendar.specialDays.map((day) => day.date);
      expect(calendar.version).toBe(1);
      expect(dates).toEqual([...new Set(dates)].sort());
      expect(calendar.knownUntil).toBe("2028-12-31");
    }
  });

  test("puts Islamic feasts on their own date, not on the evening before", () => {
    expect(on(türkiye, "2026-03-20")).toBe("holiday Ramazan Bayramı");
    expect(on(türkiye, "2026-03-22")).toBe("holiday Ramazan Bayramı");
    expect(on(türkiye, "2026-03-23")).toBeUndefined();
    expect(on(türkiye, "2026-05-30")).toBe("holiday Kurban Bayramı");
    expect(on(türkiye, "2026-05-31")).toBeUndefined();
  });

  test("has the half days that the public list lacks", () => {
    expect(on(türkiye, "2026-03-19")).toBe("half_day Ramazan Bayramı arifesi");
    expect(on(türkiye, "2026-05-26")).toBe("half_day Kurban Bayramı arifesi");
    expect(on(türkiye, "2027-10-28")).toMatch(/^half_day Cumhuriyet Bayramı/);
    expect(türkiye.specialDays.find((day) => day.date === "2026-10-28")?.hours).toEqual({ from: "08:30", to: "13:00" });
  });

  test("knows Nowruz and Iran's week", () => {
    expect(on(iran, "2027-03-21")).toBe("holiday نوروز");
    expect(on(iran, "2027-03-25")).toBeUndefined();
    expect(Object.keys(iran.week).map(Number)).toEqual([1, 2, 3, 4, 6, 7]);
    expect(iran.week[4]?.half).toBe(true);
  });

  test("joins holidays of one date, and writes Persian in Persian letters", () => {
    expect(on(iran, "2026-03-20")).toBe("holiday عید سعید فطر / ملی شدن صنعت نفت");
    expect(iran.specialDays.map((day) => day.name).join()).not.toMatch(
      /[\ufb50-\ufdff\ufe70-\ufefc\u064a\u0643]|االله/,
    );
  });

  test.each(languages)("names every line in %s or in the country's own language", (language) => {
    for (const home of [inTürkiye, inIran]) {
      expect(seedCalendar({ ...home, languages: [language] }, now).specialDays.every((day) => day.name !== "")).toBe(
        true,
      );
    }
  });

  test("takes a holiday that begins at noon for half a day, and an unknown country for one without holidays", () => {
    const germany = seedCalendar({ country: "DE", timeZone: "Europe/Berlin", languages: ["en"] }, now);
    expect(germany.specialDays.find((day) => day.date === "2026-12-24")).toMatchObject({
      kind: "half_day",
      hours: { from: "09:00", to: "14:00" },
    });
    const nowhere = seedCalendar({ country: "ZZ", timeZone: "UTC", languages: ["en"] }, now);
    expect(nowhere).toMatchObject({ version: 1, specialDays: [], knownUntil: "2028-12-31" });
  });

  test("is carried on into later years without touching what an administrator corrected", () => {
    const sighted = setSpecialDay(türkiye, {
      date: date("2029-01-01"),
      kind: "closure",
      name: "Closed",
      source: "administrator",
    });
    if (!sighted.ok) throw new Error("refused");
    const longer = seedUntil(sighted.value, inTürkiye, 2029, 2029);
    expect(longer).toMatchObject({ version: 3, knownUntil: "2029-12-31" });
    expect(on(longer, "2029-01-01")).toBe("closure Closed");
    expect(on(longer, "2029-10-29")).toBe("holiday Cumhuriyet Bayramı");
    expect(on(longer, "2026-03-20")).toBe("holiday Ramazan Bayramı");
  });
});

describe("editing the calendar", () => {
  const calendar = seedCalendar(inTürkiye, now);
  const closure = { date: date("2026-12-24"), kind: "closure", name: "Stocktaking", source: "administrator" } as const;

  test("a line is added, replaced and removed, each a version of its own", () => {
    const added = setSpecialDay(calendar, closure);
    if (!added.ok) throw new Error("refused");
    expect(added.value.version).toBe(2);
    expect(on(added.value, "2026-12-24")).toBe("closure Stocktaking");
    const replaced = setSpecialDay(added.value, {
      ...closure,
      kind: "half_day",
      hours: { from: "08:30", to: "12:00" },
    });
    if (!replaced.ok) throw new Error("refused");
    expect(replaced.value.specialDays).toHaveLength(added.value.specialDays.length);
    expect(on(replaced.value, "2026-12-24")).toBe("half_day Stocktaking");
    const removed = removeSpecialDay(replaced.value, closure.date);
    if (!removed.ok) throw new Error("refused");
    expect(removed.value).toEqual({ ...calendar, version: 4 });
  });

  test.each([
    ["a date that does not exist", { ...closure, date: date("2026-02-30") }, "refusal.calendar_date"],
    ["a line without a name", { ...closure, name: " " }, "refusal.calendar_name"],
    [
      "hours that end before they begin",
      { ...closure, hours: { from: "13:00", to: "08:00" } },
      "refusal.calendar_hours",
    ],
    ["hours that are no time of day", { ...closure, hours: { from: "8", to: "25:00" } }, "refusal.calendar_hours"],
  ])("%s is refused", (_, day, key) => {
    expect(setSpecialDay(calendar, day)).toEqual({ ok: false, refusal: { key } });
  });

  test("removing what is not there is refused", () => {
    expect(removeSpecialDay(calendar, date("2026-12-24"))).toMatchObject({
      ok: false,
      refusal: { key: "refusal.calendar_no_such_day" },
    });
  });

  test("a week needs a working day with proper hours", () => {
    expect(setWeek(calendar, {})).toMatchObject({ refusal: { key: "refusal.calendar_never_open" } });
    expect(setWeek(calendar, { 1: { from: "17:00", to: "09:00" } })).toMatchObject({
      refusal: { key: "refusal.calendar_hours" },
    });
    expect(setWeek(calendar, { 1: { from: "09:00", to: "17:00" } })).toMatchObject({ ok: true, value: { version: 2 } });
  });

  test("a time zone must exist", () => {
    expect(setTimeZone(calendar, "Mars/Olympus")).toMatchObject({ refusal: { key: "refusal.calendar_time_zone" } });
    expect(setTimeZone(calendar, "Asia/Tehran")).toMatchObject({
      ok: true,
      value: { timeZone: "Asia/Tehran", version: 2 },
    });
  });
});
