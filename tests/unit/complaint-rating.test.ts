import { describe, expect, test } from "@jest/globals";
import { answer, customer, decision, filed, followsOf, review, staff, system } from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("rating", () => {
  const closed = () => told().then(answer(1, "accept"), customer);
  const rate = { kind: "rate", handling: 5, outcome: 3, effort: 4, words: "Slow" } as const;

  test("is asked for once, after an ending in which the customer was heard", () => {
    const asked = closed().then({ kind: "ask_for_rating" }, system);
    expect(followsOf(asked.last)).toEqual(["notice rate"]);
    expect(asked.refuses({ kind: "ask_for_rating" }, system)).toBe("refusal.no_longer_due");
    expect(closed().then(rate, customer).refuses({ kind: "ask_for_rating" }, system)).toBe("refusal.no_longer_due");
    expect(filed().then({ kind: "withdraw" }, customer).refuses({ kind: "ask_for_rating" }, system)).toBe(
      "refusal.no_longer_due",
    );
  });

  test("is given once, in marks from one to five", () => {
    const rated = closed().then(rate, customer);
    expect(rated.complaint.rating).toMatchObject({ handling: 5, outcome: 3, effort: 4, words: "Slow" });
    expect(rated.refuses(rate, customer)).toBe("refusal.rated_already");
    for (const mark of [0, 6, 2.5, Number.NaN])
      expect(closed().refuses({ ...rate, effort: mark }, customer)).toBe("refusal.marks_one_to_five");
  });
});

describe("passcode and person", () => {
  test("a new passcode replaces the old hash and goes to the customer alone", () => {
    const story = filed().then({ kind: "renew_passcode", passcode: "999988887777", passcodeHash: "new" }, customer);
    expect(story.complaint.passcodeHash).toBe("new");
    expect(story.last.follows).toEqual([
      { kind: "notice", notice: { kind: "passcode_renewed", passcode: "999988887777" } },
    ]);
    expect(JSON.stringify([story.complaint, story.last.events])).not.toContain("999988887777");
  });

  test("a wish to speak to a person alerts staff", () => {
    expect(followsOf(filed().then({ kind: "ask_for_person", reason: "I cannot type" }, customer).last)).toEqual([
      "alert person_asked_for",
    ]);
  });
});
