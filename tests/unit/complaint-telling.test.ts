import { describe, expect, test } from "@jest/globals";
import { answer, customer, decision, filed, followsOf, review, staff, system } from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("being told", () => {
  test("ends the conclusion and sets the reminders", () => {
    const story = told();
    expect(story.complaint.clocks.at(-1)).toMatchObject({
      stage: "conclusion",
      endedAt: new Date("2026-12-01T12:00:00Z"),
    });
    expect(story.last.follows).toMatchObject([
      { key: "limit_warning:complaint-1:conclusion:1" },
      { key: "limit:complaint-1:conclusion:1" },
      { timer: { key: "reminder:complaint-1:1:1", detail: "1", at: new Date("2026-12-04T12:00:00Z") } },
      { timer: { key: "reminder:complaint-1:1:2", detail: "2", at: new Date("2026-12-08T12:00:00Z") } },
    ]);
  });

  test("happens once, and for the round at hand", () => {
    expect(told().refuses({ kind: "told", round: 1 }, system)).toBe("refusal.already_told");
    expect(decided().refuses({ kind: "told", round: 2 }, system)).toBe("refusal.no_longer_due");
    expect(told().refuses({ kind: "told_in_vain", round: 1 }, system)).toBe("refusal.already_told");
  });

  test("in vain alerts staff while the clock runs on", () => {
    const story = decided().then({ kind: "told_in_vain", round: 1 }, system);
    expect(followsOf(story.last)).toEqual(["alert unreached"]);
    expect(story.complaint.clocks.at(-1)?.endedAt).toBeUndefined();
    expect(story.then({ kind: "told", round: 1 }, agent).complaint.rounds[0]?.toldAt).toBeDefined();
  });

  test("is proved by an answer that comes before the platform's receipt", () => {
    const story = decided().then(answer(1, "accept"), customer, "2026-12-01T11:00:00Z");
    expect(story.complaint.rounds[0]?.toldAt).toEqual(new Date("2026-12-01T11:00:00Z"));
    expect(story.complaint.clocks.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });
});
