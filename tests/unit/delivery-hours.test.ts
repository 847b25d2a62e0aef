import { describe, expect, it } from "@jest/globals";
import { seedCalendar } from "../../core/calendar/seed.ts";
import { nextContact, nextWaking } from "../../core/delivery/hours.ts";
import { timeZoneOf } from "../../core/delivery/time-zone-of.ts";

const night = { from: "21:00", to: "08:00" };
const office = { from: "09:00", to: "18:00" };
const calendar = seedCalendar(
  { country: "TR", timeZone: "Europe/Istanbul", languages: ["tr"] },
  new Date("2026-01-01T00:00:00Z"),
);

describe("quiet hours", () => {
  it.each([
    ["20:59 is not quiet", "2026-12-01T17:59:00Z", "2026-12-01T17:59:00Z"],
    ["21:00 waits for the morning", "2026-12-01T18:00:00Z", "2026-12-02T05:00:00Z"],
    ["midnight waits for the same morning", "2026-12-01T21:30:00Z", "2026-12-02T05:00:00Z"],
    ["07:59 waits a minute", "2026-12-02T04:59:30Z", "2026-12-02T05:00:00Z"],
    ["08:00 is not quiet", "2026-12-02T05:00:00Z", "2026-12-02T05:00:00Z"],
  ])("reach over midnight: %s", (_name, at, expected) => {
    expect(nextWaking(new Date(at), "Europe/Istanbul", night)).toEqual(new Date(expected));
  });

  it("may lie within one day", () => {
    const siesta = { from: "13:00", to: "15:00" };
    expect(nextWaking(new Date("2026-12-01T11:30:00Z"), "Europe/Istanbul", siesta)).toEqual(
      new Date("2026-12-01T12:00:00Z"),
    );
    expect(nextWaking(new Date("2026-12-01T18:30:00Z"), "Europe/Istanbul", siesta)).toEqual(
      new Date("2026-12-01T18:30:00Z"),
    );
  });

  it("are those of the customer's clock, half hours and clock changes included", () => {
    // Tehran is 3:30 ahead of UTC; Berlin goes from summer to winter time in the night to 25 October 2026.
    expect(nextWaking(new Date("2026-12-01T20:00:00Z"), "Asia/Tehran", night)).toEqual(
      new Date("2026-12-02T04:30:00Z"),
    );
    expect(nextWaking(new Date("2026-10-24T20:00:00Z"), "Europe/Berlin", night)).toEqual(
      new Date("2026-10-25T07:00:00Z"),
    );
  });
});

describe("contact hours", () => {
  it.each([
    ["within them, at once", "2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z"],
    ["before them, the same day", "2026-12-01T05:40:00Z", "2026-12-01T06:00:00Z"],
    ["at their end, the next working day", "2026-12-01T15:00:00Z", "2026-12-02T06:00:00Z"],
    ["on Friday evening, on Monday", "2026-12-04T16:00:00Z", "2026-12-07T06:00:00Z"],
    ["on a public holiday, the day after", "2026-10-29T09:00:00Z", "2026-10-30T06:00:00Z"],
  ])("%s", (_name, at, expected) => {
    expect(nextContact(new Date(at), "Europe/Istanbul", office, calendar)).toEqual(new Date(expected));
  });

  it("are the customer's, on the organisation's working days", () => {
    // Monday 18:30 in Istanbul is Monday 10:30 in Chicago; Friday 18:00 in Chicago is Saturday in Istanbul, and waits till Monday.
    expect(nextContact(new Date("2026-12-07T15:30:00Z"), "America/Chicago", office, calendar)).toEqual(
      new Date("2026-12-07T15:30:00Z"),
    );
    expect(nextContact(new Date("2026-12-05T00:00:00Z"), "America/Chicago", office, calendar)).toEqual(
      new Date("2026-12-07T15:00:00Z"),
    );
  });
});

describe("the time zone of a customer", () => {
  const home = { timeZone: "Europe/Istanbul" };

  it.each([
    [undefined, "Europe/Istanbul"],
    ["TR", "Europe/Istanbul"],
    ["IR", "Asia/Tehran"],
    ["DE", "Europe/Berlin"],
    ["RU", "Europe/Moscow"],
    ["US", "America/Chicago"],
    ["ZZ", "Europe/Istanbul"],
  ])("from %s is %s", (country, zone) => {
    expect(timeZoneOf(country, home)).toBe(zone);
  });

  it("is the organisation's own where the country has several and it is among them", () => {
    expect(timeZoneOf("RU", { timeZone: "Asia/Vladivostok" })).toBe("Asia/Vladivostok");
    expect(timeZoneOf("RU", home)).toBe("Europe/Moscow");
  });

  it("is one that the platform knows, for every country with several", () => {
    const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
    for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
      if (regions.of(code) === undefined) continue;
      const zone = timeZoneOf(code, home);
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
    }
  });
});
