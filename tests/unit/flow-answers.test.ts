import { describe, expect, test } from "@jest/globals";
import type { RemedyDraft } from "../../core/complaint/command.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import {
  answer,
  customer,
  decision,
  filed,
  lapsingPolicy,
  review,
  secondDecision,
  staff,
  system,
} from "../support/complaints.ts";
import { openDialogue } from "../support/dialogue.ts";
import { decided, running } from "../support/dialogue-starts.ts";

/** Far enough ahead for every test. */
const refund: RemedyDraft = { kind: "refund", what: "The price", who: "Accounts", by: brand<PlainDate>("2027-03-01") };

const [first, second] = [staff("agent-1"), staff("agent-2")];

/** A complaint whose second decision offers two solutions. */
function offeredTwo() {
  const alternatives = [
    { title: "New cans", remedies: [{ ...refund, kind: "replacement" as const, what: "Two new cans" }] },
    { title: "A discount", remedies: [{ ...refund, kind: "discount" as const, what: "20 % off the next order" }] },
  ];
  return running()
    .then(review, first)
    .then({ ...decision, remedies: [refund] }, first)
    .then({ kind: "told", round: 1 }, system)
    .then(answer(1, "reject", "It leaks"), customer)
    .then({ ...secondDecision, remedies: [], alternatives }, second)
    .then({ kind: "told", round: 2 }, system).complaint;
}

describe("answering a decision", () => {
  test("shows the very words that are kept with the answer", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    expect(dialogue.said[0]?.text).toBe(complaint.rounds[0]?.consent?.text);
  });

  test("partly counts as a no, with its reason", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("Only partly");
    const told = dialogue.write("The money is fine, but I want new cans");
    expect(told.commands[0]).toMatchObject({
      answer: "partly",
      words: "Only partly",
      reason: "The money is fine, but I want new cans",
    });
    expect(told.text).toContain("Somebody else now evaluates");
    expect(dialogue.complaints[0]?.status).toBe("under_evaluation");
  });

  test("asks which solution is accepted where round 2 offers several", () => {
    const complaint = offeredTwo();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 2 }, complaint);
    expect(dialogue.write("yes").text).toContain("Which solution do you accept?");
    const told = dialogue.tap("Solution b: A discount");
    expect(told.commands[0]).toMatchObject({ answer: "accept", alternative: "b", words: "yes" });
    expect(dialogue.complaints[0]?.status).toBe("closed");
  });

  test("after the second no tells the routes outside", () => {
    const complaint = offeredTwo();
    const dialogue = openDialogue({ complaints: [complaint], customer: { country: "DE" } });
    dialogue.notify({ kind: "decision", round: 2 }, complaint);
    dialogue.tap("I do not accept");
    const told = dialogue.write("Neither helps me");
    expect(told.text).toContain("stays on record as open");
    expect(told.said[0]?.details?.map(({ label }) => label)).toContain("Consumer authority of your country");
    expect(dialogue.complaints[0]?.status).toBe("open");
  });

  test("a photo sent instead of the reason goes to the complaint, and the reason is asked for again", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("I do not accept");
    const sent = dialogue.send(["photo-1"]);
    expect(sent.commands[0]).toMatchObject({ kind: "add_evidence", attachments: ["photo-1"] });
    expect(sent.text).toContain("What is not right about the decision?");
    expect(dialogue.write("See the photo").commands[0]).toMatchObject({ answer: "reject", reason: "See the photo" });
  });

  test("what silence closed is taken up again and asked once more", () => {
    const lapsed = filed({ policy: lapsingPolicy })
      .then(review, first)
      .then({ ...decision, remedies: [refund] }, first)
      .then({ kind: "told", round: 1 }, system)
      .then({ kind: "warn_of_lapse", round: 1 }, system, "2026-12-10T10:00:00Z")
      .then({ kind: "lapse", round: 1 }, system, "2026-12-20T10:00:00Z").complaint;
    const dialogue = openDialogue({ complaints: [lapsed], now: new Date("2026-12-21T10:00:00Z") });
    dialogue.write("status");
    const again = dialogue.tap("Take it up again");
    expect(again.commands).toEqual([{ kind: "undo_lapse", complaintId: lapsed.id }]);
    expect(again.text).toContain("Do you accept this decision?");
  });
});

describe("rating", () => {
  const closed = () =>
    running()
      .then(review, first)
      .then({ ...decision, remedies: [refund] }, first)
      .then({ kind: "told", round: 1 }, system)
      .then(answer(1, "accept"), customer).complaint;

  test("asks three questions with words for marks, and sends them together", () => {
    const complaint = closed();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "rate" }, complaint);
    for (const { label } of dialogue.said[0]?.choices ?? []) expect(label).not.toMatch(/^\d+$/);
    dialogue.tap("Good");
    dialogue.write("5");
    const rated = dialogue.write("fair");
    expect(rated.commands).toEqual([{ kind: "rate", complaintId: complaint.id, handling: 4, outcome: 5, effort: 3 }]);
    expect(dialogue.complaints[0]?.rating).toMatchObject({ handling: 4, outcome: 5, effort: 3 });
  });

  test("keeps what is written beside the marks", () => {
    const complaint = closed();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "rate" }, complaint);
    dialogue.tap("Good");
    dialogue.write("The lady on the telephone was very friendly");
    dialogue.tap("Good");
    expect(dialogue.tap("Good").commands[0]).toMatchObject({ words: "The lady on the telephone was very friendly" });
  });

  test("can be given from the status, once", () => {
    const dialogue = openDialogue({ complaints: [closed()] });
    dialogue.write("status");
    dialogue.tap("Tell us how it was");
    for (const mark of ["5", "4", "3"]) dialogue.write(mark);
    expect(dialogue.complaints[0]?.rating).toMatchObject({ handling: 5, outcome: 4, effort: 3 });
    expect(dialogue.write("status").said[0]?.choices.map(({ value }) => value)).not.toContain("rate");
  });

  test("gives way to doubt about the yes", () => {
    const complaint = closed();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "rate" }, complaint);
    dialogue.tap("Good");
    expect(dialogue.write("but it still leaks").commands[0]).toMatchObject({ kind: "doubt" });
  });
});
