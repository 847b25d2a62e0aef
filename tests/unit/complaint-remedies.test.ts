import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { RemedyId } from "../../core/ids.ts";
import { answer, customer, decision, filed, followsOf, review, staff, system } from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("promised remedies", () => {
  const closed = () => told().then(answer(1, "accept"), customer, "2026-12-02T10:00:00Z");
  const promised = (story = closed()) => story.complaint.rounds[0]?.decision?.remedies[0]?.id ?? brand<RemedyId>("");

  test("are recorded as kept, once, and the customer hears of it", () => {
    const kept = closed().then(
      { kind: "carry_out_remedy", remedyId: promised(), note: "Paid" },
      staff("officer", "technical_officer"),
    );
    expect(kept.complaint.rounds[0]?.decision?.remedies[0]?.carriedOut).toMatchObject({ by: "officer", note: "Paid" });
    expect(followsOf(kept.last).at(-1)).toBe("notice remedy_carried_out");
    expect(kept.refuses({ kind: "carry_out_remedy", remedyId: promised() }, agent)).toBe(
      "refusal.remedy_already_carried_out",
    );
    expect(kept.refuses({ kind: "miss_remedy", remedyId: promised() }, system, "2026-12-22T10:00:00Z")).toBe(
      "refusal.no_longer_due",
    );
  });

  test("are missed once, when their day is over", () => {
    const miss = { kind: "miss_remedy", remedyId: promised() } as const;
    expect(closed().refuses(miss, system, "2026-12-18T23:59:00Z")).toBe("refusal.no_longer_due");
    const missed = closed().then(miss, system, "2026-12-21T09:00:00Z");
    expect(followsOf(missed.last)).toEqual(["alert remedy_due"]);
    expect(missed.refuses(miss, system)).toBe("refusal.no_longer_due");
    expect(missed.then({ kind: "carry_out_remedy", remedyId: promised() }, agent).complaint.version).toBe(7);
  });

  test("are those of an accepted decision only", () => {
    expect(closed().refuses({ kind: "carry_out_remedy", remedyId: brand<RemedyId>("other") }, agent)).toBe(
      "refusal.nothing_promised",
    );
    const withdrawn = told().then({ kind: "withdraw" }, customer);
    expect(withdrawn.refuses({ kind: "carry_out_remedy", remedyId: promised() }, agent)).toBe(
      "refusal.nothing_promised",
    );
  });
});
