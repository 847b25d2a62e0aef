import { describe, expect, test } from "@jest/globals";
import {
  answer,
  customer,
  decision,
  eventsOf,
  filed,
  followsOf,
  review,
  secondDecision,
  staff,
  system,
} from "../support/complaints.ts";

const agent = staff("agent-1");
const other = staff("agent-2");

describe("the way of a complaint", () => {
  test("an accepted first decision closes it", () => {
    const end = filed()
      .then(review, agent)
      .then(decision, agent)
      .then({ kind: "told", round: 1 }, system)
      .then(answer(1, "accept"), customer);
    expect(end.complaint).toMatchObject({ status: "closed", closing: "accepted", version: 5 });
    expect(end.changes.map((change) => change.after.status)).toEqual([
      "received",
      "under_evaluation",
      "concluded",
      "concluded",
      "closed",
    ]);
    expect(end.changes.flatMap(eventsOf)).toEqual([
      "registered",
      "first_reviewed",
      "evaluation_started",
      "decided",
      "told",
      "accepted",
      "closed",
    ]);
    expect(end.changes.flatMap(followsOf).filter((each) => each.startsWith("notice"))).toEqual([
      "notice registered",
      "notice under_evaluation",
      "notice decision",
      "notice closed",
    ]);
  });

  test("two rejections leave it open, and both reasons stay", () => {
    const end = filed()
      .then(review, agent)
      .then(decision, agent)
      .then(answer(1, "reject", "I want new cans"), customer)
      .then(secondDecision, other)
      .then(answer(2, "partly", "Only one of the cans was good"), customer);
    expect(end.complaint.status).toBe("open");
    expect(
      end.complaint.rounds.map((round) => round.consent?.answers.map(({ answer: given, reason }) => [given, reason])),
    ).toEqual([[["reject", "I want new cans"]], [["partly", "Only one of the cans was good"]]]);
    expect(eventsOf(end.last)).toEqual(["rejected", "left_open"]);
    expect(followsOf(end.last).at(-1)).toBe("notice left_open");
  });
});
