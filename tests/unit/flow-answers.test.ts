import { describe, expect, test } from "@jest/globals";
import type { ComplaintCommand, RemedyDraft } from "../../core/complaint/command.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { handle } from "../../core/complaint/handle.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import {
  answer,
  contextOf,
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
import type { Dialogue } from "../support/dialogue.ts";
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
    const told = dialogue.tap("Only partly");
    expect(told.commands[0]).toMatchObject({ answer: "partly", words: "Only partly" });
    expect(told.text).toContain("Somebody else now evaluates");
    expect(dialogue.complaints[0]?.status).toBe("under_evaluation");
    expect(dialogue.write("The money is fine, but I want new cans").text).toContain("Your reason has been recorded");
    expect(dialogue.complaints[0]?.rounds[0]?.consent?.answers).toMatchObject([
      { answer: "partly", words: "Only partly", reason: "The money is fine, but I want new cans" },
    ]);
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
    const told = dialogue.tap("I do not accept");
    expect(told.text).toContain("stays on record as open");
    expect(told.said[0]?.details?.map(({ label }) => label)).toContain("Consumer authority of your country");
    expect(dialogue.complaints[0]?.status).toBe("open");
    expect(told.text).toContain("What is not right about our second decision");
    expect(dialogue.write("Neither helps me").commands).toEqual([
      { kind: "give_reason", complaintId: complaint.id, round: 2, reason: "Neither helps me" },
    ]);
  });

  test("a photo sent instead of the reason goes to the complaint, and the reason is asked for again", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("I do not accept");
    const sent = dialogue.send(["photo-1"]);
    expect(sent.commands[0]).toMatchObject({ kind: "add_evidence", attachments: ["photo-1"] });
    expect(sent.text).toContain("What is not right about our decision");
    expect(dialogue.write("See the photo").commands[0]).toMatchObject({ kind: "give_reason", reason: "See the photo" });
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

describe("the reason of a no", () => {
  /** The customer has just tapped "I do not accept". */
  function rejected(): Dialogue {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("I do not accept");
    return dialogue;
  }

  const update = (dialogue: Dialogue, command: ComplaintCommand, by = second): Complaint => {
    const [before] = dialogue.complaints;
    if (before === undefined) throw new Error("there is no complaint");
    const result = handle(before, command, contextOf(by, dialogue.now));
    if (!result.ok) throw new Error(result.refusal.key);
    dialogue.complaints = [result.value.after];
    return result.value.after;
  };
  const flowsOf = (dialogue: Dialogue) => dialogue.state.cursors.map(({ flow }) => flow);

  test("is taken when it comes days later", () => {
    const dialogue = rejected();
    dialogue.later(72);
    expect(dialogue.write("I need the cans").commands[0]).toMatchObject({
      kind: "give_reason",
      reason: "I need the cans",
    });
  });

  test("blocks no other errand, and is asked for again after it", () => {
    const dialogue = rejected();
    dialogue.write("status");
    dialogue.tap("Add something");
    dialogue.write("Here is the lot number: 7");
    expect(dialogue.tap("Done").text).toContain("What is not right about our decision");
    dialogue.write("menu");
    expect(dialogue.write("A discount does not help me, the cans are useless").text).toContain(
      "What does it belong to?",
    );
    const label = dialogue.said.at(-1)?.choices.find(({ value }) => value.startsWith("reason"))?.label ?? "";
    expect(dialogue.tap(label).commands[0]).toMatchObject({
      kind: "give_reason",
      reason: "A discount does not help me, the cans are useless",
    });
    expect(flowsOf(dialogue)).toEqual([]);
  });

  test("gives way to the second decision: a no to that one is not taken for the reason of the first", () => {
    const dialogue = rejected();
    dialogue.later(48);
    const complaint = update(dialogue, { ...secondDecision, remedies: [{ ...refund, kind: "replacement" }] });
    dialogue.notify({ kind: "decision", round: 2 }, complaint);
    expect(dialogue.write("no, it still leaks").commands[0]).toMatchObject({
      kind: "answer_consent",
      round: 2,
      answer: "reject",
      reason: "no, it still leaks",
    });
  });

  test("gives way to a question of staff", () => {
    const dialogue = rejected();
    dialogue.later(2);
    const complaint = update(dialogue, { kind: "ask", questionId: brand("question-1"), text: "Which lot?" });
    dialogue.notify({ kind: "question", questionId: brand("question-1") }, complaint);
    dialogue.write("Lot 7, bought in May in your shop");
    expect(dialogue.tap("Send the answer").commands[0]).toMatchObject({ kind: "answer_question" });
  });

  test("is no longer asked for once the complaint is withdrawn", () => {
    const dialogue = rejected();
    dialogue.write("status");
    dialogue.tap("Withdraw it");
    const withdrawn = dialogue.tap(dialogue.said.at(-1)?.choices[0]?.label ?? "");
    expect(dialogue.complaints[0]?.closing).toBe("withdrawn");
    expect(withdrawn.text).not.toContain("What is not right");
    expect(flowsOf(dialogue)).not.toContain("reason");
  });

  test("is not expected after a fortnight", () => {
    const dialogue = rejected();
    dialogue.later(15 * 24);
    expect(dialogue.write("The next delivery came broken as well").text).toContain("What does it belong to?");
    expect(flowsOf(dialogue)).toEqual(["unsure"]);
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
