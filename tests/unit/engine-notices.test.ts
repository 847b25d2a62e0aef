import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { openDialogue } from "../support/dialogue.ts";
import type { Dialogue } from "../support/dialogue.ts";
import { decided, filing, questioned } from "../support/dialogue-starts.ts";

const flowOf = (dialogue: Dialogue) => dialogue.state.cursors.at(-1)?.flow;

describe("decisions", () => {
  test("are accepted by a typed yes while nothing is asked", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const accepted = dialogue.write("بله");
    expect(accepted.commands[0]).toMatchObject({ kind: "answer_consent", answer: "accept", words: "بله", round: 1 });
    expect(accepted.text).toContain("is closed");
  });

  test("are rejected by a typed no with its reason", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const rejected = dialogue.write("No, the second can leaks as well");
    expect(rejected.commands[0]).toMatchObject({
      answer: "reject",
      words: "No, the second can leaks as well",
      reason: "No, the second can leaks as well",
    });
    expect(dialogue.complaints[0]?.status).toBe("under_evaluation");
    expect(rejected.text).not.toContain("What is not right");
    expect(flowOf(dialogue)).toBeUndefined();
  });

  test("are rejected with the reason where they were put again on asking for the status", () => {
    const dialogue = openDialogue({ complaints: [decided()] });
    dialogue.write("status");
    dialogue.tap("Answer the decision");
    const rejected = dialogue.write("no, the second can leaks as well");
    expect(rejected.commands[0]).toMatchObject({ answer: "reject", reason: "no, the second can leaks as well" });
  });

  test("record a tapped no at once, then ask for its reason, and take no answer for one", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const tapped = dialogue.tap("I do not accept");
    expect(tapped.commands[0]).toMatchObject({ answer: "reject", words: "I do not accept" });
    expect(dialogue.complaints[0]?.status).toBe("under_evaluation");
    expect(tapped.said.map(({ text }) => text)).toEqual([
      expect.stringContaining("Somebody else now evaluates"),
      expect.stringContaining("What is not right about our decision"),
    ]);
    const declined = dialogue.tap("Rather not say");
    expect(declined.commands).toEqual([]);
    expect(declined.text).toContain("stands all the same");
    expect(flowOf(dialogue)).toBeUndefined();
  });

  test("are answered by a tap in the middle of a filing, which then goes on", () => {
    const complaint = decided();
    const dialogue = filing({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const tapped = dialogue.tap("I accept");
    expect(tapped.commands[0]).toMatchObject({ kind: "answer_consent", answer: "accept" });
    expect(tapped.text).toContain("What is your complaint about?");
  });

  test("are never guessed between two complaints", () => {
    const [first, second] = [decided(1), decided(2)];
    const dialogue = openDialogue({ complaints: [first, second] });
    dialogue.notify({ kind: "decision", round: 1 }, first);
    dialogue.notify({ kind: "decision", round: 1 }, second);
    const yes = dialogue.write("yes");
    expect(yes.commands).toEqual([]);
    expect(yes.said.at(-1)?.choices.map(({ label }) => label)).toHaveLength(3);
    const label = yes.said.at(-1)?.choices.find((choice) => choice.label.includes("Late delivery"))?.label ?? "";
    expect(dialogue.tap(label).commands[0]).toMatchObject({ complaintId: second.id, answer: "accept" });
    expect(dialogue.complaints.map(({ status }) => status)).toEqual(["concluded", "closed"]);
  });

  test("a bare yes to a question in words asks which is meant while a decision waits", () => {
    const complaint = decided();
    const dialogue = filing({ complaints: [complaint] });
    dialogue.tap("Something else");
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const yes = dialogue.write("yes");
    expect(yes.commands).toEqual([]);
    expect(yes.text).toContain("What is it about?");
    dialogue.tap("Something else");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({ flow: "file_complaint", slots: { description: ["yes"] } });
  });
});

describe("doubt after a yes", () => {
  test("in the same words is recorded and asked about; no rejects with those words", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const doubted = dialogue.write("yes, but it still leaks");
    expect(doubted.text).toContain("you also wrote: “yes, but it still leaks”. Does your yes stand?");
    expect(dialogue.complaints[0]?.status).toBe("concluded");
    const rejected = dialogue.tap("No, look again");
    expect(rejected.commands[0]).toMatchObject({ answer: "reject", reason: "yes, but it still leaks" });
    expect(dialogue.complaints[0]?.status).toBe("under_evaluation");
  });

  test("is seen where the decision was put again on asking for the status", () => {
    const dialogue = openDialogue({ complaints: [decided()] });
    dialogue.write("status");
    dialogue.tap("Answer the decision");
    expect(dialogue.write("yes, but it still leaks").text).toContain("Does your yes stand?");
    expect(dialogue.complaints[0]?.status).toBe("concluded");
  });

  test("in a later message opens the complaint again, and yes closes it", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("I accept");
    dialogue.later(24);
    const doubted = dialogue.write("but it still leaks");
    expect(doubted.commands).toEqual([{ kind: "doubt", complaintId: complaint.id, words: "but it still leaks" }]);
    expect(doubted.text).toContain("Does your yes stand?");
    expect(dialogue.complaints[0]?.status).toBe("concluded");
    expect(dialogue.write("yes").commands[0]).toMatchObject({ answer: "accept", confirmed: true });
    expect(dialogue.complaints[0]?.status).toBe("closed");
  });

  test("is not seen in thanks", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    dialogue.tap("I accept");
    const thanks = dialogue.write("Thank you!");
    expect(thanks.commands).toEqual([]);
    expect(thanks.text).toContain("You are welcome");
    expect(dialogue.complaints[0]?.status).toBe("closed");
  });
});

describe("questions of staff", () => {
  test("are answered by words while nothing else is asked, and sent when the customer says so", () => {
    const complaint = questioned();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "question", questionId: brand<QuestionId>("question-1") }, complaint);
    dialogue.write("Batch 12");
    dialogue.send(["photo-1"]);
    const sent = dialogue.tap("Send the answer");
    expect(sent.commands[0]).toMatchObject({ kind: "answer_question", words: "Batch 12", attachments: ["photo-1"] });
  });

  test("interrupt a filing only where they are tapped", () => {
    const complaint = questioned();
    const dialogue = filing({ complaints: [complaint] });
    dialogue.notify({ kind: "question", questionId: brand<QuestionId>("question-1") }, complaint);
    dialogue.tap("Product quality");
    expect(flowOf(dialogue)).toBe("file_complaint");
    dialogue.tap("Answer now");
    dialogue.write("Batch 12");
    const sent = dialogue.tap("Send the answer");
    expect(sent.commands[0]).toMatchObject({ kind: "answer_question" });
    expect(sent.text).toContain("Product quality: what exactly?");
  });
});
