import { describe, expect, test } from "@jest/globals";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { decision, eventsOf, filed, followsOf, plainCalendar, review, staff, system } from "../support/complaints.ts";

const agent = staff("agent-1");

describe("limits", () => {
  const evaluated = () => filed().then(review, agent);
  const warn = { kind: "warn_of_limit", stage: "evaluation", round: 1 } as const;
  const miss = { kind: "miss_limit", stage: "evaluation", round: 1 } as const;

  test("are warned of once, half a working day before, not earlier and not after", () => {
    expect(evaluated().refuses(warn, system, "2026-12-07T12:59:00Z")).toBe("refusal.no_longer_due");
    const warned = evaluated().then(warn, system, "2026-12-07T13:00:00Z");
    expect(followsOf(warned.last)).toEqual(["alert limit_near"]);
    expect(warned.refuses(warn, system)).toBe("refusal.no_longer_due");
    expect(evaluated().refuses(warn, system, "2026-12-07T17:00:00Z")).toBe("refusal.no_longer_due");
  });

  test("are missed once, and the customer hears of it", () => {
    expect(evaluated().refuses(miss, system, "2026-12-07T16:59:00Z")).toBe("refusal.no_longer_due");
    const missed = evaluated().then(miss, system, "2026-12-07T17:00:00Z");
    expect(followsOf(missed.last)).toEqual(["alert limit_missed", "notice late"]);
    expect(missed.refuses(miss, system)).toBe("refusal.no_longer_due");
    expect(evaluated().then(decision, agent).refuses(miss, system, "2026-12-20T10:00:00Z")).toBe(
      "refusal.no_longer_due",
    );
  });

  test("a missed conclusion is staff's own trouble: the customer could not be told", () => {
    const missed = evaluated()
      .then(decision, agent)
      .then({ ...miss, stage: "conclusion" }, system, "2026-12-02T17:00:00Z");
    expect(followsOf(missed.last)).toEqual(["alert limit_missed"]);
  });

  test("are reckoned again for a new calendar, with a trace and new timers", () => {
    const snow: Calendar = {
      ...plainCalendar,
      version: 2,
      specialDays: [
        { date: brand<PlainDate>("2026-12-03"), kind: "holiday", name: "Snow day", source: "administrator" },
      ],
    };
    const before = evaluated();
    const after = before.under(snow).then({ kind: "recompute_clocks" }, system);
    expect(after.complaint.clocks.at(-1)).toMatchObject({
      calendarVersion: 2,
      dueAt: new Date("2026-12-08T17:00:00Z"),
      trace: [{ why: "calendar_changed" }],
    });
    expect(after.complaint.clocks[0]).toEqual(before.complaint.clocks[0]);
    expect(followsOf(after.last)).toContain("timer limit:complaint-1:evaluation:1:1");
    expect(eventsOf(after.last)).toEqual(["clock_recomputed"]);
    expect(after.refuses({ kind: "recompute_clocks" }, system)).toBe("refusal.no_longer_due");
    const unmoved = before.under({ ...plainCalendar, version: 3 }).then({ kind: "recompute_clocks" }, system);
    expect(followsOf(unmoved.last)).toEqual([]);
  });
});
