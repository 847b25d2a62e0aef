import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, QuestionId } from "../../core/ids.ts";
import { customer, decision, filed, followsOf, review, staff, system } from "../support/complaints.ts";

const agent = staff("agent-1");
const officer = staff("officer", "technical_officer");
const questionId = brand<QuestionId>("question-1");
const secondQuestion = brand<QuestionId>("question-2");
const photo = brand<AttachmentId>("photo-1");

function ask(id = questionId) {
  return { kind: "ask", questionId: id, text: "Which lot was it?" } as const;
}

function delivered(id = questionId) {
  return { kind: "question_delivered", questionId: id } as const;
}

function answered(id = questionId) {
  return { kind: "answer_question", questionId: id, words: "Lot 7", attachments: [] } as const;
}

describe("questions to the customer", () => {
  // Reviewed Tuesday 1 December, 10:01: four working days end on Monday the 7th.
  const asked = () => filed().then(review, agent).then(ask(), officer, "2026-12-02T10:00:00Z");

  test("stop nothing until they are delivered", () => {
    const story = asked().then({ kind: "note", words: "Waiting", attachments: [] }, agent, "2026-12-04T10:00:00Z");
    expect(story.complaint.clocks.at(-1)).toMatchObject({ pauses: [], dueAt: new Date("2026-12-07T17:00:00Z") });
    expect(story.then(answered(), customer, "2026-12-04T11:00:00Z").complaint.clocks.at(-1)).toMatchObject({
      pauses: [],
      trace: [],
    });
  });

  test("stop the clock from delivery to answer, and its timers are set anew", () => {
    const waiting = asked().then(delivered(), system, "2026-12-02T10:01:00Z");
    expect(followsOf(waiting.last)).toEqual([
      "void limit_warning:complaint-1:evaluation:1",
      "void limit:complaint-1:evaluation:1",
    ]);
    expect(waiting.refuses({ kind: "miss_limit", stage: "evaluation", round: 1 }, system, "2026-12-20T10:00:00Z")).toBe(
      "refusal.no_longer_due",
    );
    const running = waiting.then(answered(), customer, "2026-12-04T10:00:00Z");
    expect(running.complaint.clocks.at(-1)).toMatchObject({
      dueAt: new Date("2026-12-09T17:00:00Z"),
      trace: [{ why: "resumed" }],
    });
    expect(followsOf(running.last)).toEqual([
      "void limit_warning:complaint-1:evaluation:1",
      "void limit:complaint-1:evaluation:1",
      "timer limit_warning:complaint-1:evaluation:1:1",
      "timer limit:complaint-1:evaluation:1:1",
    ]);
    expect(running.complaint.questions[0]?.answer).toMatchObject({ words: "Lot 7", door: "webchat" });
  });

  test("two at once are one pause, which ends with the last answer or withdrawal", () => {
    const both = asked()
      .then(ask(secondQuestion), agent)
      .then(delivered(), system, "2026-12-02T11:00:00Z")
      .then(delivered(secondQuestion), system)
      .then(answered(), customer, "2026-12-02T12:00:00Z");
    expect(both.complaint.clocks.at(-1)?.pauses).toEqual([{ questionId, from: new Date("2026-12-02T11:00:00Z") }]);
    const withdrawn = both.then(
      { kind: "withdraw_question", questionId: secondQuestion },
      agent,
      "2026-12-03T12:00:00Z",
    );
    expect(withdrawn.complaint.clocks.at(-1)).toMatchObject({
      pauses: [{ questionId, to: new Date("2026-12-03T12:00:00Z") }],
      dueAt: new Date("2026-12-08T17:00:00Z"),
    });
  });

  test("an undelivered question beside a delivered one does not keep the clock standing", () => {
    const story = asked().then(ask(secondQuestion), agent).then(delivered(), system).then(answered(), customer);
    expect(story.complaint.clocks.at(-1)?.pauses).toMatchObject([{ to: expect.any(Date) }]);
  });

  test("one that is open when the first review ends stops the evaluation from its start", () => {
    const story = filed().then(ask(), agent).then(delivered(), system).then(review, agent, "2026-12-02T12:00:00Z");
    expect(story.complaint.clocks).toMatchObject([
      { stage: "first_review", pauses: [{ to: new Date("2026-12-02T12:00:00Z") }] },
      { stage: "evaluation", pauses: [{ questionId, from: new Date("2026-12-02T12:00:00Z") }] },
    ]);
    expect(followsOf(story.last).filter((each) => each.startsWith("timer"))).toEqual([]);
  });

  test("are put once, with words, and delivered once", () => {
    expect(asked().refuses(ask(), agent)).toBe("refusal.question_asked_already");
    expect(asked().refuses({ ...ask(secondQuestion), text: "  " }, agent)).toBe("refusal.question_empty");
    expect(asked().then(delivered(), system).refuses(delivered(), system)).toBe("refusal.no_longer_due");
    expect(asked().then(answered(), customer).refuses(delivered(), system)).toBe("refusal.no_longer_due");
    expect(asked().refuses(delivered(secondQuestion), system)).toBe("refusal.no_longer_due");
  });

  test("are answered once, with something in the answer, while they stand", () => {
    expect(asked().refuses(answered(secondQuestion), customer)).toBe("refusal.no_open_question");
    expect(asked().refuses({ ...answered(), words: "" }, customer)).toBe("refusal.nothing_said");
    expect(asked().then(answered(), customer).refuses(answered(), customer)).toBe("refusal.question_answered_already");
    const withdraw = { kind: "withdraw_question", questionId } as const;
    expect(asked().then(withdraw, agent).refuses(answered(), customer)).toBe("refusal.question_withdrawn");
    expect(asked().then(withdraw, agent).refuses(withdraw, agent)).toBe("refusal.question_withdrawn");
    expect(asked().then(answered(), customer).refuses(withdraw, agent)).toBe("refusal.question_answered_already");
    expect(asked().refuses({ ...withdraw, questionId: secondQuestion }, agent)).toBe("refusal.no_open_question");
  });

  test("an answer of photos alone is an answer", () => {
    expect(
      asked().then({ ...answered(), words: "", attachments: [photo] }, customer).complaint.questions[0]?.answer
        ?.attachments,
    ).toEqual([photo]);
  });

  test("must be settled before a decision", () => {
    expect(asked().refuses(decision, agent)).toBe("refusal.question_still_open");
  });
});
