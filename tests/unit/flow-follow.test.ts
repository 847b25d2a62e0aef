import { describe, expect, test } from "@jest/globals";
import { openDialogue } from "../support/dialogue.ts";
import { decided, questioned, running } from "../support/dialogue-starts.ts";

describe("following a complaint", () => {
  test("shows the only one at once: number, state in the words of the process, dates", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    const seen = dialogue.write("status");
    expect(seen.said[0]?.details).toEqual([
      { label: "Tracking number", value: "\u20685550000001\u2069" },
      { label: "Status", value: "Complaint received" },
      { label: "Subject", value: "Product quality" },
      { label: "About", value: "Hardened resin" },
      { label: "Filed on", value: "Tuesday 1 December" },
      { label: "Due by", value: "Thursday 3 December" },
    ]);
  });

  test("asks which of several, and shows it", () => {
    const dialogue = openDialogue({ complaints: [running(1).complaint, running(2).complaint] });
    dialogue.write("status");
    expect(dialogue.write("2").text).toContain("5550000002");
  });

  test("shows the decision with its report, and answers it from there", () => {
    const dialogue = openDialogue({ complaints: [decided()] });
    const seen = dialogue.write("status");
    expect(seen.text).toContain("Status: Concluded");
    expect(seen.text).toContain("Report: The batch was stored too warm.");
    expect(seen.text).toContain("The price of two cans");
    expect(dialogue.tap("Answer the decision").text).toContain("Do you accept this decision?");
    expect(dialogue.tap("I accept").commands[0]).toMatchObject({ kind: "answer_consent", answer: "accept", round: 1 });
  });

  test("shows an open question, and answers it from there", () => {
    const dialogue = openDialogue({ complaints: [questioned()] });
    expect(dialogue.write("status").text).toContain("Our question: Which batch?");
    expect(dialogue.tap("Answer our question").text).toContain("Which batch?");
    dialogue.write("Batch 12");
    expect(dialogue.write("ok").commands[0]).toMatchObject({ kind: "answer_question", words: "Batch 12" });
  });

  test("takes number and passcode as they are typed, and shows what they open", () => {
    const found = running().complaint;
    const dialogue = openDialogue({ outcome: () => ({ ok: true, complaint: found }) });
    dialogue.write("status");
    dialogue.write("۵۵۵ ۰۰۰ ۰۰۰۱");
    const seen = dialogue.write("0123 4567 8901");
    expect(seen.commands).toEqual([{ kind: "identify", number: "5550000001", passcode: "012345678901" }]);
    expect(seen.text).toContain("Status: Complaint received");
  });

  test("takes both from one message, as they stand on the receipt", () => {
    const found = running().complaint;
    const dialogue = openDialogue({ outcome: () => ({ ok: true, complaint: found }) });
    dialogue.write("status");
    const seen = dialogue.write("Tracking number: 5550000001\nPasscode: 0123 4567 8901");
    expect(seen.commands).toEqual([{ kind: "identify", number: "5550000001", passcode: "012345678901" }]);
  });

  test("asks again for what cannot be a number or a passcode, and counts no try", () => {
    const dialogue = openDialogue();
    dialogue.write("status");
    expect(dialogue.write("how are you").text).toContain("Please write the tracking number.");
    expect(dialogue.write("5550000001").text).toContain("And the passcode?");
    const short = dialogue.write("1111 2222");
    expect(short.text).toContain("Please write the passcode");
    expect(short.commands).toEqual([]);
  });

  test("leads back to the menu who has no number", () => {
    const dialogue = openDialogue();
    dialogue.write("status");
    expect(dialogue.tap("Menu").text).toContain("What can I do for you?");
  });

  test("says nothing but that the two do not fit, and asks again", () => {
    const dialogue = openDialogue({ outcome: () => ({ ok: false, refusal: { key: "refusal.number_or_passcode" } }) });
    dialogue.write("status");
    dialogue.write("5550000001");
    const wrong = dialogue.write("111111111111");
    expect(wrong.text).toContain("do not match");
    expect(wrong.text).toContain("What is the tracking number?");
  });

  test("words written while a status is shown are kept and asked about", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    expect(dialogue.write("the second can was hard as well by the way").text).toContain("What does it belong to?");
    expect(dialogue.tap("Add to \u20685550000001\u2069: Hardened resin").commands[0]).toMatchObject({
      kind: "add_evidence",
      words: "the second can was hard as well by the way",
    });
  });
});

describe("a lost passcode", () => {
  test("is replaced here for a complaint of this chat", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    const renewed = dialogue.tap("New passcode");
    expect(renewed.commands).toEqual([{ kind: "renew_passcode", complaintId: "complaint-1" }]);
    expect(renewed.text).toContain("9999 8888 7777");
  });

  test("of another chat's complaint goes to whoever filed it, and is never shown here", () => {
    const dialogue = openDialogue();
    dialogue.write("status");
    dialogue.write("5550000001");
    const lost = dialogue.tap("I lost it");
    expect(lost.commands).toEqual([{ kind: "renew_passcode_elsewhere", number: "5550000001" }]);
    expect(lost.text).toContain("is on its way to the mobile number or the chat that filed it");
  });
});

describe("adding to a complaint", () => {
  test("takes several messages and files, then sends them together", () => {
    const dialogue = openDialogue({ complaints: [running(1).complaint, running(2).complaint] });
    dialogue.write("menu");
    dialogue.tap("Add to a complaint");
    dialogue.write("1");
    dialogue.write("It was batch 12");
    dialogue.send(["photo-1"], "the label");
    const added = dialogue.tap("Done");
    expect(added.commands).toEqual([
      {
        kind: "add_evidence",
        complaintId: "complaint-1",
        attachments: ["photo-1"],
        words: "It was batch 12\nthe label",
      },
    ]);
  });
});

describe("withdrawing", () => {
  test("closes the complaint after a yes", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    expect(dialogue.tap("Withdraw it").text).toContain("Shall complaint");
    expect(dialogue.write("yes").text).toContain("has been withdrawn");
    expect(dialogue.complaints[0]?.status).toBe("closed");
  });

  test("leaves it as it is after a no", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    dialogue.tap("Withdraw it");
    expect(dialogue.write("no").commands).toEqual([]);
    expect(dialogue.complaints[0]?.status).toBe("received");
  });
});
