import { describe, expect, test } from "@jest/globals";
import { carriesDoubt } from "../../core/complaint/doubt.ts";
import { brand } from "../../core/ids.ts";
import type { RemedyId } from "../../core/ids.ts";
import { doubtWords } from "../../core/language/words.ts";
import {
  answer,
  customer,
  decision,
  eventsOf,
  filed,
  followsOf,
  review,
  staff,
  system,
} from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("a yes with doubt", () => {
  const doubtful = answer(1, "accept", "Yes, but it still leaks");

  test("does not close: it is asked about again", () => {
    const story = told().then(doubtful, customer);
    expect(story.complaint).toMatchObject({
      status: "concluded",
      rounds: [{ consent: { state: "doubted", answers: [{ answer: "doubt", words: "Yes, but it still leaks" }] } }],
    });
    expect(story.complaint.rounds[0]?.decision?.remedies[0]).not.toHaveProperty("promisedAt");
    expect(eventsOf(story.last)).toEqual(["doubted"]);
  });

  test("closes once it is confirmed, or once a plain yes follows", () => {
    const confirmed = told()
      .then(doubtful, customer)
      .then({ ...doubtful, confirmed: true }, customer);
    expect(confirmed.complaint).toMatchObject({ status: "closed", closing: "accepted" });
    expect(confirmed.complaint.rounds[0]?.consent?.answers.map(({ answer: given }) => given)).toEqual([
      "doubt",
      "accept",
    ]);
    expect(told().then(doubtful, customer).then(answer(1, "accept"), customer).complaint.status).toBe("closed");
  });

  test("cannot be confirmed before it was asked about", () => {
    expect(told().then({ ...doubtful, confirmed: true }, customer).complaint.status).toBe("concluded");
  });

  test("can become a no", () => {
    expect(
      told()
        .then(doubtful, customer)
        .then(answer(1, "reject", "It leaks"), customer).complaint.status,
    ).toBe("under_evaluation");
  });

  test.each([
    ["en", "Yes, but it still leaks", "Yes, thank you"],
    ["en", "ok?", "I accept"],
    ["fa", "بله ولی هنوز نشت می‌کند", "بله، ممنون"],
    ["fa", "قبول؟", "می‌پذیرم"],
    ["tr", "Evet ama hâlâ sızdırıyor", "Evet, kabul ediyorum"],
    ["ar", "نعم ولكن ما زال يسرب", "نعم، شكرا"],
    ["ru", "Да, но всё ещё течёт", "Да, спасибо"],
    ["tr", "yes but it still leaks", "ok"],
  ] as const)("is heard in %s: %s", (language, doubt, plain) => {
    expect(carriesDoubt(doubt, doubtWords, language)).toBe(true);
    expect(carriesDoubt(plain, doubtWords, language)).toBe(false);
  });
});

describe("doubt after the closing", () => {
  const closed = () => told().then(answer(1, "accept"), customer, "2026-12-02T10:00:00Z");
  const doubt = { kind: "doubt", words: "It leaks again", externalId: "m-9" } as const;

  test("opens the question again, takes the promises back and keeps the earlier yes", () => {
    const story = closed().then(doubt, customer, "2026-12-05T10:00:00Z");
    expect(story.complaint.status).toBe("concluded");
    expect(story.complaint).not.toHaveProperty("closing");
    expect(story.complaint).not.toHaveProperty("closedAt");
    expect(story.complaint.rounds[0]?.consent).toMatchObject({
      state: "doubted",
      answers: [{ answer: "accept" }, { answer: "doubt", words: "It leaks again", externalId: "m-9" }],
    });
    expect(story.complaint.rounds[0]?.decision?.remedies[0]).not.toHaveProperty("promisedAt");
    const closedMs = String(new Date("2026-12-02T10:00:00Z").getTime());
    const doubtMs = String(new Date("2026-12-05T10:00:00Z").getTime());
    const remedyId = story.complaint.rounds[0]?.decision?.remedies[0]?.id ?? "";
    expect(followsOf(story.last)).toEqual([
      `void rate:complaint-1:${closedMs}`,
      `void remedy_due:complaint-1:${remedyId}:${closedMs}`,
      `timer reminder:complaint-1:1:1:${doubtMs}`,
      `timer reminder:complaint-1:1:2:${doubtMs}`,
    ]);
  });

  test("ends in a yes, a no, or more doubt", () => {
    const reopened = closed().then(doubt, customer);
    expect(reopened.then(answer(1, "accept"), customer).complaint).toMatchObject({
      status: "closed",
      closing: "accepted",
    });
    expect(reopened.then(answer(1, "reject", "It leaks"), customer).complaint.status).toBe("under_evaluation");
    expect(
      reopened.then({ ...doubt, words: "And smells" }, customer).complaint.rounds[0]?.consent?.answers,
    ).toHaveLength(3);
  });

  test("does not take back what has been done already", () => {
    const story = closed();
    const remedyId = story.complaint.rounds[0]?.decision?.remedies[0]?.id ?? brand<RemedyId>("");
    const doubted = story.then({ kind: "carry_out_remedy", remedyId }, agent).then(doubt, customer);
    expect(doubted.complaint.rounds[0]?.decision?.remedies[0]).toMatchObject({
      carriedOut: { by: "agent-1" },
      promisedAt: expect.any(Date),
    });
  });

  test("counts for as long as the organisation says, with words, and after a yes only", () => {
    expect(closed().then(doubt, customer, "2026-12-16T10:00:00Z").complaint.status).toBe("concluded");
    expect(closed().refuses(doubt, customer, "2026-12-16T10:00:01Z")).toBe("refusal.doubt_too_late");
    expect(closed().refuses({ ...doubt, words: " " }, customer)).toBe("refusal.nothing_said");
    expect(told().refuses(doubt, customer)).toBe("refusal.nothing_accepted");
    expect(filed().then({ kind: "withdraw" }, customer).refuses(doubt, customer)).toBe("refusal.nothing_accepted");
  });
});
