import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { languages } from "../../core/language/language.ts";
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
const [remedy] = decision.remedies;
if (remedy === undefined) throw new Error("the decision promises nothing");

const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

const second = () => told().then(answer(1, "reject", "No"), customer);

/** A no that says nothing more. */
const bare = { kind: "answer_consent", round: 1, answer: "reject", words: "No" } as const;

const choices = {
  ...secondDecision,
  remedies: [{ ...remedy, kind: "apology" as const, what: "A letter" }],
  alternatives: [
    { title: "New cans", remedies: secondDecision.remedies },
    { title: "A discount", remedies: [{ ...remedy, kind: "discount" as const, what: "20 %" }] },
  ],
};

describe("the consent question", () => {
  test("holds the exact words with report, remedies, who and by when, and their hash", () => {
    const consent = decided().complaint.rounds[0]?.consent;
    expect(consent?.text).toBe(
      [
        "Our decision on your complaint \u20681234567897\u2069",
        "We find your complaint justified.",
        "The batch was stored too warm.",
        "What we will do:\n• Refund: The price of two cans. By Friday 18 December 2026; responsible: Accounts.",
        "Do you accept this decision?",
        "If you accept, your complaint is closed and we do what is promised here. If you reject it, or accept only part of it, somebody else evaluates your complaint again and looks for another solution.",
      ].join("\n\n"),
    );
    expect(consent?.textHash).toBe(
      createHash("sha256")
        .update(consent?.text ?? "")
        .digest("hex"),
    );
  });

  test("of round 2 lists the solutions to choose from and says what a second no means", () => {
    const text = second().then(choices, other).complaint.rounds[1]?.consent?.text;
    expect(text).toContain("Solution a: New cans\n• Replacement: Two new cans.");
    expect(text).toContain("Solution b: A discount\n• Discount: 20 %.");
    expect(text).toContain("stays on record as open");
  });

  test.each(languages)("can be asked in %s", (language) => {
    const { complaint } = decided({
      language,
      registration: { ...filed().complaint, kind: "register", passcode: "1", attachments: [], language },
    });
    expect(complaint.rounds[0]?.consent?.language).toBe(language);
    expect(complaint.rounds[0]?.consent?.text).toContain("The batch was stored too warm.");
  });
});

describe("yes", () => {
  test("closes, promises the remedies and follows them", () => {
    const story = told().then({ ...answer(1, "accept"), externalId: "m-7" }, customer, "2026-12-02T10:00:00Z");
    const consent = story.complaint.rounds[0]?.consent;
    expect(story.complaint).toMatchObject({ status: "closed", closing: "accepted" });
    expect(consent).toMatchObject({
      state: "answered",
      answers: [
        { answer: "accept", words: "Yes", door: "webchat", externalId: "m-7", at: new Date("2026-12-02T10:00:00Z") },
      ],
    });
    expect(story.complaint.rounds[0]?.decision?.remedies[0]?.promisedAt).toEqual(new Date("2026-12-02T10:00:00Z"));
    const timers = story.last.follows.flatMap((each) => (each.kind === "timer" ? [each.timer] : []));
    expect(timers).toMatchObject([
      { purpose: "rate", at: new Date("2026-12-03T10:00:00Z") },
      // Promised until Friday 18 December: looked at when the office opens on Monday.
      { purpose: "remedy_due", at: new Date("2026-12-21T09:00:00Z") },
    ]);
    expect(followsOf(story.last)).toContain("void reminder:complaint-1:1:1");
    expect(eventsOf(story.last)).toEqual(["accepted", "closed"]);
    expect(story.last.events[0]?.facts).toMatchObject({
      words: "Yes",
      round: 1,
      textHash: consent?.textHash,
      externalId: "m-7",
    });
  });

  test("to several alternatives says to which", () => {
    const offered = second().then(choices, other);
    expect(offered.refuses(answer(2, "accept"), customer)).toBe("refusal.choose_alternative");
    expect(offered.refuses({ ...answer(2, "accept"), alternative: "c" }, customer)).toBe("refusal.alternative_unknown");
    const { complaint } = offered.then({ ...answer(2, "accept"), alternative: "b" }, customer);
    const chosen = complaint.rounds[1]?.decision;
    expect(chosen?.remedies.map(({ promisedAt }) => promisedAt !== undefined)).toEqual([true]);
    expect(
      chosen?.alternatives.map(({ remedies }) => remedies.every(({ promisedAt }) => promisedAt !== undefined)),
    ).toEqual([false, true]);
    expect(complaint.rounds[1]?.consent?.answers).toMatchObject([{ answer: "accept", alternative: "b" }]);
  });

  test("to a single alternative is a yes to that one", () => {
    const { complaint } = second()
      .then({ ...choices, alternatives: choices.alternatives.slice(0, 1) }, other)
      .then(answer(2, "accept"), customer);
    expect(complaint.rounds[1]?.consent?.answers).toMatchObject([{ answer: "accept", alternative: "a" }]);
  });

  test("to an alternative that was never offered is refused", () => {
    expect(told().refuses({ ...answer(1, "accept"), alternative: "a" }, customer)).toBe("refusal.alternative_unknown");
  });

  test("to an earlier round is told to be over", () => {
    expect(second().then(secondDecision, other).refuses(answer(1, "accept"), customer)).toBe(
      "refusal.other_round_answered",
    );
    expect(told().refuses(answer(2, "accept"), customer)).toBe("refusal.other_round_answered");
    expect(second().refuses(answer(1, "accept"), customer)).toBe("refusal.nothing_to_answer");
    expect(
      told()
        .then(answer(1, "accept"), customer)
        .refuses(answer(1, "reject", "No"), customer),
    ).toBe("refusal.nothing_to_answer");
  });
});

describe("no", () => {
  test.each(["reject", "partly"] as const)("(%s) starts the second evaluation and keeps the reason", (given) => {
    const story = told().then({ ...answer(1, given, "No"), reason: "I need the cans" }, customer);
    expect(story.complaint).toMatchObject({
      status: "under_evaluation",
      rounds: [
        { consent: { state: "answered", answers: [{ answer: given, words: "No", reason: "I need the cans" }] } },
        { round: 2 },
      ],
    });
    expect(eventsOf(story.last)).toEqual(["rejected", "evaluation_started"]);
    expect(followsOf(story.last).at(-1)).toBe("notice second_evaluation");
  });

  test.each([
    ["reject", {}],
    ["partly", {}],
    ["reject", { reason: "  " }],
  ] as const)("(%s) stands without a reason", (given, said) => {
    const story = told().then({ ...bare, answer: given, ...said }, customer);
    expect(story.complaint.status).toBe("under_evaluation");
    const [no] = story.complaint.rounds[0]?.consent?.answers ?? [];
    expect(no).toMatchObject({ answer: given, words: "No" });
    expect(no).not.toHaveProperty("reason");
    expect(eventsOf(story.last)).toEqual(["rejected", "evaluation_started"]);
    expect(followsOf(story.last)).toContain("void reminder:complaint-1:1:1");
  });

  test("for the second time leaves it open, and there is no third round", () => {
    const open = second()
      .then(secondDecision, other)
      .then(answer(2, "reject", "No"), customer);
    expect(open.complaint).toMatchObject({ status: "open", rounds: [{}, {}] });
    expect(open.complaint.clocks.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    expect(eventsOf(open.last)).toEqual(["rejected", "left_open"]);
    expect(open.refuses(secondDecision, agent)).toBe("refusal.left_open");
  });
});

describe("the reason of a no", () => {
  const why = { kind: "give_reason", round: 1, reason: "I need the cans" } as const;
  const rejected = () => told().then({ ...bare, externalId: "m-1" }, customer, "2026-12-02T10:00:00Z");

  test("may come later: it completes the answer, whose words and time stay", () => {
    const story = rejected().then({ ...why, externalId: "m-2" }, customer, "2026-12-02T10:05:00Z");
    expect(story.complaint).toMatchObject({ status: "under_evaluation", rounds: [{}, { round: 2 }] });
    expect(story.complaint.rounds[0]?.consent).toMatchObject({
      state: "answered",
      answers: [
        {
          answer: "reject",
          words: "No",
          externalId: "m-1",
          at: new Date("2026-12-02T10:00:00Z"),
          reason: "I need the cans",
          reasonGiven: { at: new Date("2026-12-02T10:05:00Z"), door: "webchat", externalId: "m-2" },
        },
      ],
    });
    expect(story.last.events).toMatchObject([
      { kind: "reason_given", facts: { round: 1, reason: "I need the cans", externalId: "m-2" } },
    ]);
    expect(followsOf(story.last)).toEqual([]);
  });

  test("is taken also after the second decision, and after the complaint was left open", () => {
    const again = rejected().then(secondDecision, other);
    expect(again.then(why, customer).complaint.rounds[0]?.consent?.answers).toMatchObject([{ reason: why.reason }]);
    const open = again.then({ ...bare, round: 2, answer: "partly" }, customer);
    expect(open.complaint.status).toBe("open");
    const explained = open.then({ ...why, round: 2 }, customer).complaint;
    expect(explained.status).toBe("open");
    expect(explained.rounds.map(({ consent }) => consent?.answers[0]?.reason)).toEqual([undefined, why.reason]);
  });

  test("is refused where there is none to give", () => {
    expect(filed().refuses(why, customer)).toBe("refusal.nothing_to_explain");
    expect(told().refuses(why, customer)).toBe("refusal.nothing_to_explain");
    expect(rejected().refuses({ ...why, round: 2 }, customer)).toBe("refusal.nothing_to_explain");
    expect(rejected().refuses({ ...why, reason: " " }, customer)).toBe("refusal.reason_missing");
    expect(rejected().then(why, customer).refuses(why, customer)).toBe("refusal.reason_given_already");
    expect(second().refuses(why, customer)).toBe("refusal.reason_given_already");
    expect(rejected().then({ kind: "withdraw" }, customer).refuses(why, customer)).toBe("refusal.closed");
    const doubted = told().then(answer(1, "accept", "Yes, but it still leaks"), customer);
    expect(doubted.refuses(why, customer)).toBe("refusal.nothing_to_explain");
  });

  test("is the customer's to give", () => {
    expect(rejected().refuses(why, agent)).toBe("refusal.not_your_role");
  });
});
