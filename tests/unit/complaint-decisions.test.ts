import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { answer, customer, decision, filed, followsOf, review, secondDecision, staff } from "../support/complaints.ts";

const agent = staff("agent-1");
const other = staff("agent-2");
const officer = staff("officer", "technical_officer");

describe("decisions", () => {
  const evaluated = () => filed().then(review, agent);
  const second = () =>
    evaluated()
      .then(decision, agent)
      .then(answer(1, "reject", "No"), customer);
  const [remedy] = decision.remedies;
  if (remedy === undefined) throw new Error("the decision promises nothing");

  test("end the evaluation, start the conclusion, and ask the customer in exact words", () => {
    const { complaint, last } = evaluated().then(decision, agent);
    expect(complaint).toMatchObject({
      status: "concluded",
      rounds: [{ evaluator: "agent-1", decision: { by: "agent-1", kind: "justified" } }],
    });
    expect(complaint.clocks.at(-1)).toMatchObject({ stage: "conclusion", limitDays: 1 });
    expect(followsOf(last).at(-1)).toBe("notice decision");
    expect(complaint.rounds[0]?.consent).toMatchObject({
      state: "asked",
      language: "en",
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("a technical officer examines and does not decide", () => {
    expect(evaluated().refuses(decision, officer)).toBe("refusal.not_your_role");
  });

  test.each([
    ["without a report", { ...decision, report: " " }, "refusal.report_missing"],
    [
      "with a remedy that nobody carries out",
      { ...decision, remedies: [{ ...remedy, who: "" }] },
      "refusal.remedy_incomplete",
    ],
    [
      "with a remedy that is nothing",
      { ...decision, remedies: [{ ...remedy, what: "" }] },
      "refusal.remedy_incomplete",
    ],
    [
      "with a day that does not exist",
      { ...decision, remedies: [{ ...remedy, by: brand<PlainDate>("2026-12-32") }] },
      "refusal.remedy_incomplete",
    ],
    [
      "with a day that has passed",
      { ...decision, remedies: [{ ...remedy, by: brand<PlainDate>("2026-11-30") }] },
      "refusal.remedy_in_the_past",
    ],
    [
      "with alternatives in round 1",
      { ...decision, alternatives: [{ title: "A", remedies: [remedy] }] },
      "refusal.alternatives_in_round_two",
    ],
  ])("%s are refused", (_, command, key) => {
    expect(evaluated().refuses(command, agent)).toBe(key);
  });

  test("may promise something for today", () => {
    expect(
      evaluated().then({ ...decision, remedies: [{ ...remedy, by: brand<PlainDate>("2026-12-01") }] }, agent).complaint
        .status,
    ).toBe("concluded");
  });

  test("in round 2 are made by somebody else", () => {
    expect(second().refuses(secondDecision, agent)).toBe("refusal.same_decider");
    expect(second().then(secondDecision, other).complaint.rounds[1]).toMatchObject({ decision: { by: "agent-2" } });
  });

  test.each([
    ["the same report", { ...secondDecision, report: "  the batch was stored TOO warm" }],
    [
      "the same remedy in other letters",
      { ...secondDecision, remedies: [{ ...remedy, what: "the price of TWO cans." }] },
    ],
    [
      "the same remedy by another day and person",
      { ...secondDecision, remedies: [{ ...remedy, who: "Sales", by: brand<PlainDate>("2026-12-24") }] },
    ],
    ["the same remedy twice", { ...secondDecision, remedies: [remedy, remedy] }],
    [
      "the old solution among new ones",
      {
        ...secondDecision,
        remedies: [],
        alternatives: [
          { title: "A", remedies: secondDecision.remedies },
          { title: "B", remedies: [remedy] },
        ],
      },
    ],
  ])("in round 2 do not repeat round 1: %s", (_, command) => {
    expect(second().refuses(command, other)).toBe("refusal.solution_repeated");
  });

  test.each([
    ["another remedy", secondDecision],
    ["one remedy more", { ...secondDecision, remedies: [remedy, ...secondDecision.remedies] }],
    [
      "another finding with the same remedy",
      { ...secondDecision, decision: "partly_justified" as const, remedies: [remedy] },
    ],
    ["no remedy", { ...secondDecision, remedies: [] }],
  ])("in round 2 may offer %s", (_, command) => {
    expect(second().then(command, other).complaint.status).toBe("concluded");
  });

  test("a second no with nothing to offer repeats the first", () => {
    const nothing = { ...decision, decision: "not_justified" as const, remedies: [] };
    const story = evaluated()
      .then(nothing, agent)
      .then(answer(1, "reject", "No"), customer);
    expect(story.refuses({ ...nothing, report: "Looked at again" }, other)).toBe("refusal.solution_repeated");
  });

  test("in round 2 may offer alternatives, each with a title and different from one another", () => {
    const a = { title: "New cans", remedies: secondDecision.remedies };
    const b = { title: "A discount", remedies: [{ ...remedy, kind: "discount" as const, what: "20 %" }] };
    const { complaint } = second().then({ ...secondDecision, remedies: [], alternatives: [a, b] }, other);
    expect(complaint.rounds[1]?.decision?.alternatives.map(({ key, title }) => [key, title])).toEqual([
      ["a", "New cans"],
      ["b", "A discount"],
    ]);
    expect(
      second().refuses({ ...secondDecision, remedies: [], alternatives: [a, { ...a, title: "Again" }] }, other),
    ).toBe("refusal.alternatives_alike");
    expect(second().refuses({ ...secondDecision, alternatives: [a, { ...b, title: "" }] }, other)).toBe(
      "refusal.alternative_without_title",
    );
    const many = Array.from({ length: 11 }, (_, index) => ({
      ...b,
      remedies: [{ ...remedy, what: `Solution ${String(index)}` }],
    }));
    expect(second().refuses({ ...secondDecision, alternatives: many }, other)).toBe("refusal.too_many_alternatives");
  });

  test("round 2 has a limit of its own", () => {
    expect(second().complaint.clocks.at(-1)).toMatchObject({ stage: "evaluation", round: 2, limitDays: 4 });
    expect(second().then(secondDecision, other).complaint.clocks.at(-1)).toMatchObject({
      stage: "conclusion",
      round: 2,
      limitDays: 1,
    });
    expect(followsOf(second().last)).toContain("timer limit:complaint-1:evaluation:2");
  });
});
