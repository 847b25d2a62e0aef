import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
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
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const other = staff("agent-2");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

const second = () => told().then(answer(1, "reject", "No"), customer);

describe("a ruling from outside", () => {
  const ruling = { kind: "reopen", body: "Arbitration", reference: "A 1", orders: "Refund in full" } as const;
  const open = () =>
    second()
      .then(secondDecision, other)
      .then(answer(2, "reject", "No"), customer);
  const reopened = () => open().then(ruling, agent);

  test("takes an open complaint up again without a third round or a clock", () => {
    expect(reopened().complaint).toMatchObject({
      status: "under_evaluation",
      ruling: { body: "Arbitration", orders: "Refund in full", by: "agent-1" },
    });
    expect(reopened().complaint.rounds).toHaveLength(2);
    expect(reopened().complaint.clocks.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    expect(followsOf(reopened().last)).toEqual(["alert reopened", "notice reopened"]);
    expect(reopened().refuses(secondDecision, staff("agent-3"))).toBe("refusal.ruling_allows_no_round");
    expect(reopened().refuses({ kind: "merge", into: brand("c"), intoNumber: brand("n") }, agent)).toBe(
      "refusal.too_late_to_merge",
    );
  });

  test("is carried out, and that closes the complaint by the rule of that name", () => {
    const done = reopened().then({ kind: "carry_out_ruling", note: "Paid on 3 December" }, agent);
    expect(done.complaint).toMatchObject({
      status: "closed",
      closing: "ruling",
      ruling: { carriedOut: { note: "Paid on 3 December" } },
    });
    expect(eventsOf(done.last)).toEqual(["ruling_carried_out", "closed"]);
    expect(reopened().refuses({ kind: "carry_out_ruling", note: "" }, agent)).toBe("refusal.ruling_note_missing");
    expect(second().refuses({ kind: "carry_out_ruling", note: "Paid" }, agent)).toBe("refusal.no_ruling");
    expect(open().refuses({ ...ruling, orders: " " }, agent)).toBe("refusal.ruling_incomplete");
  });

  test("can be routed to another department without touching what was decided and answered", () => {
    const before = reopened();
    const routed = before.then({ kind: "route", department: brand("legal"), reason: "Theirs" }, agent);
    expect(routed.complaint.rounds).toEqual(before.complaint.rounds);
  });

  test("still lets the customer be asked, and withdraw", () => {
    const asked = reopened().then({ kind: "ask", questionId: brand("q"), text: "Your account number?" }, agent);
    const delivered = asked.then({ kind: "question_delivered", questionId: brand("q") }, system);
    expect(
      delivered.then({ kind: "answer_question", questionId: brand("q"), words: "DE1", attachments: [] }, customer)
        .complaint.status,
    ).toBe("under_evaluation");
    expect(delivered.then({ kind: "withdraw" }, customer).complaint.closing).toBe("withdrawn");
  });
});
