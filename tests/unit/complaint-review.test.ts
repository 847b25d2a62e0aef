import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AgentId, AttachmentId, CategoryKey, DepartmentKey } from "../../core/ids.ts";
import {
  answer,
  customer,
  decision,
  eventsOf,
  filed,
  followsOf,
  registration,
  review,
  staff,
} from "../support/complaints.ts";

const agent = staff("agent-1");
const other = staff("agent-2");
const officer = staff("officer", "technical_officer");
const photo = brand<AttachmentId>("photo-1");

describe("registration", () => {
  test.each([
    ["en", "The drum exploded in the workshop."],
    ["fa", "دستم با سخت‌کننده سوختگی پیدا کرد."],
    ["tr", "Elim yandı, hastaneye gittim."],
  ] as const)("in words of danger alerts staff before the first review (%s)", (language, description) => {
    const { last } = filed({
      registration: { ...registration, language, matter: { ...registration.matter, description } },
    });
    expect(followsOf(last)).toContain("alert safety");
    expect(followsOf(filed().last)).not.toContain("alert safety");
  });

  test("starts the clock of the first review, with its timers, and tells number and passcode", () => {
    const { complaint, last } = filed();
    expect(complaint.clocks).toMatchObject([
      { stage: "first_review", round: 1, limitDays: 2, dueAt: new Date("2026-12-03T17:00:00Z") },
    ]);
    expect(last.follows).toEqual([
      expect.objectContaining({
        timer: expect.objectContaining({
          key: "limit_warning:complaint-1:first_review:1",
          at: new Date("2026-12-03T13:00:00Z"),
        }),
      }),
      expect.objectContaining({
        timer: {
          key: "limit:complaint-1:first_review:1",
          purpose: "limit",
          at: new Date("2026-12-03T17:00:00Z"),
          round: 1,
          detail: "first_review",
        },
      }),
      { kind: "notice", notice: { kind: "registered", passcode: registration.passcode } },
    ]);
  });

  test("files that come with it are its first evidence", () => {
    const { complaint } = filed({ registration: { ...registration, attachments: [photo] } });
    expect(complaint.evidence).toMatchObject([{ attachments: [photo], by: customer, internal: false }]);
  });
});

describe("the first review", () => {
  test("records the assessment, category and department, and starts the evaluation", () => {
    const { complaint, last } = filed().then({ ...review, note: "Same lot as last week" }, agent);
    expect(complaint).toMatchObject({
      status: "under_evaluation",
      department: "service",
      matter: { category: "product.hardened", description: registration.matter.description },
      review: { by: "agent-1", severity: "medium", safety: false, note: "Same lot as last week" },
      rounds: [{ round: 1 }],
    });
    expect(complaint.clocks.map(({ stage, endedAt }) => [stage, endedAt !== undefined])).toEqual([
      ["first_review", true],
      ["evaluation", false],
    ]);
    expect(complaint.escalatedAt).toBeUndefined();
    expect(followsOf(last)).toEqual([
      "void limit_warning:complaint-1:first_review:1",
      "void limit:complaint-1:first_review:1",
      "timer limit_warning:complaint-1:evaluation:1",
      "timer limit:complaint-1:evaluation:1",
      "notice under_evaluation",
    ]);
  });

  test("of a matter of safety escalates at once", () => {
    const { complaint, last } = filed().then({ ...review, safety: true }, agent);
    expect(complaint.escalatedAt).toEqual(complaint.review?.at);
    expect(eventsOf(last)).toEqual(["first_reviewed", "escalated", "evaluation_started"]);
    expect(followsOf(last)).toContain("alert safety");
  });

  test("alerts staff of safety also when it was escalated before, without a second escalation", () => {
    const { last } = filed()
      .then({ kind: "escalate", reason: "Press" }, agent)
      .then({ ...review, safety: true }, agent);
    expect(eventsOf(last)).toEqual(["first_reviewed", "evaluation_started"]);
    expect(followsOf(last)).toContain("alert safety");
  });
});

describe("routing, assigning and escalating", () => {
  const reviewed = () => filed().then(review, agent);
  const factory = brand<DepartmentKey>("factory");

  test("another department takes it from whoever evaluated it", () => {
    const { complaint } = reviewed()
      .then({ kind: "assign", evaluator: agent.agentId }, agent)
      .then({ kind: "route", department: factory, reason: "Made there" }, agent);
    expect(complaint).toMatchObject({ department: "factory", matter: { category: "product.hardened" } });
    expect(complaint.rounds[0]).not.toHaveProperty("evaluator");
  });

  test("another category within the department leaves the evaluator", () => {
    const { complaint } = reviewed()
      .then({ kind: "assign", evaluator: agent.agentId }, agent)
      .then(
        { kind: "route", department: review.department, category: brand<CategoryKey>("delivery"), reason: "Late" },
        agent,
      );
    expect(complaint).toMatchObject({ matter: { category: "delivery" }, rounds: [{ evaluator: "agent-1" }] });
  });

  test("routing needs a reason, and somewhere else to go", () => {
    expect(reviewed().refuses({ kind: "route", department: factory, reason: " " }, agent)).toBe(
      "refusal.reason_missing",
    );
    expect(reviewed().refuses({ kind: "route", department: review.department, reason: "Again" }, agent)).toBe(
      "refusal.routed_there_already",
    );
  });

  test("escalating is done once, with a reason, and alerts", () => {
    const escalated = reviewed().then({ kind: "escalate", reason: "Press" }, officer);
    expect(followsOf(escalated.last)).toEqual(["alert escalated"]);
    expect(escalated.refuses({ kind: "escalate", reason: "More press" }, agent)).toBe("refusal.already_escalated");
    expect(reviewed().refuses({ kind: "escalate", reason: "" }, agent)).toBe("refusal.reason_missing");
  });

  test("round 2 is not assigned to whoever decided round 1", () => {
    const second = reviewed()
      .then(decision, agent)
      .then(answer(1, "reject", "No"), customer);
    expect(second.refuses({ kind: "assign", evaluator: agent.agentId }, other)).toBe("refusal.same_evaluator");
    const assigned = second.then({ kind: "assign", evaluator: other.agentId }, agent);
    expect(assigned.refuses({ kind: "assign", evaluator: brand<AgentId>("agent-2") }, agent)).toBe(
      "refusal.assigned_already",
    );
  });
});
