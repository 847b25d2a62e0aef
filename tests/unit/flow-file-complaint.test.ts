import { describe, expect, test } from "@jest/globals";
import { toPhone } from "../../core/conversation/phone.ts";
import { openDialogue, plain } from "../support/dialogue.ts";
import type { Dialogue } from "../support/dialogue.ts";

const story = "The resin arrived hardened and cannot be used at all";

/** Up to the read-back, with nothing but the needed answers. */
function upToReview(dialogue: Dialogue): void {
  dialogue.reply({ kind: "start" });
  dialogue.tap("File a complaint");
  dialogue.tap("Continue");
  dialogue.tap("Product quality");
  dialogue.tap("Arrived hardened");
  dialogue.write(story);
  dialogue.tap("Done");
  dialogue.write("Epoxy resin, 5 kg");
  dialogue.tap("Skip");
  dialogue.write("INV-77");
  dialogue.tap("Money back");
  dialogue.send(["photo-1"]);
  dialogue.tap("Done");
  dialogue.write("+90 532 123 45 67");
}

describe("filing a complaint", () => {
  test("goes from the menu to number and passcode", () => {
    const dialogue = openDialogue();
    upToReview(dialogue);
    const filed = dialogue.tap("Yes, file it");
    expect(filed.commands).toEqual([
      {
        kind: "file_complaint",
        matter: {
          category: "product.cured-hard",
          description: story,
          product: "Epoxy resin, 5 kg",
          orderNumber: "INV-77",
          expectation: "Money back",
        },
        attachments: ["photo-1"],
        phone: "+905321234567",
      },
    ]);
    expect(filed.text).toContain("1234567890");
    expect(filed.text).toContain("0123 4567 8901");
    expect(dialogue.state.cursors).toEqual([]);
  });

  test("gives no number where filing is refused, and keeps the draft", () => {
    const dialogue = openDialogue({
      outcome: () => ({ ok: false, refusal: { key: "refusal.too_many_files", args: { max: 5 } } }),
    });
    upToReview(dialogue);
    const refused = dialogue.tap("Yes, file it");
    expect(refused.text).toContain("A complaint can carry");
    expect(refused.text).not.toContain("Tracking number");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({ flow: "file_complaint", step: "review" });
  });

  test("reads everything back and changes one answer without asking the others again", () => {
    const dialogue = openDialogue();
    upToReview(dialogue);
    expect(dialogue.said.at(-1)?.details).toEqual([
      { label: "Subject", value: "Arrived hardened" },
      { label: "What happened", value: story },
      { label: "Product", value: "Epoxy resin, 5 kg" },
      { label: "Order number", value: "INV-77" },
      { label: "Your wish", value: "Money back" },
      { label: "Photos and documents", value: "1 file" },
      { label: "Mobile number", value: "\u2068+905321234567\u2069" },
    ]);
    dialogue.tap("Change something");
    dialogue.tap("Product");
    const again = dialogue.write("Polyester resin");
    expect(again.text).toContain("Product: Polyester resin");
    expect(again.text).toContain("Order number: INV-77");
    dialogue.tap("Change something");
    dialogue.tap("What happened");
    dialogue.write("It was hard in both cans");
    expect(dialogue.tap("Done").text).toContain("What happened: It was hard in both cans");
  });

  test("keeps three messages in a row as one description", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    dialogue.tap("File a complaint");
    dialogue.tap("Continue");
    dialogue.tap("Something else");
    dialogue.write("One.");
    dialogue.write("Two.");
    dialogue.write("Three.");
    dialogue.write("done");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({
      step: "product",
      slots: { description: ["One.", "Two.", "Three."] },
    });
  });

  test("starts with a first message that is already the complaint", () => {
    const dialogue = openDialogue({ language: "en", languageChosen: false });
    const first = dialogue.write(story);
    expect(first.unassigned).toBe(false);
    expect(first.text).toContain("Which language shall we use?");
    dialogue.tap("English");
    dialogue.tap("Continue");
    dialogue.tap("Something else");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({ step: "description", slots: { description: [story] } });
  });

  test("starts with a photo, its caption, and goes on in the language that is chosen", () => {
    const dialogue = openDialogue({ languageChosen: false });
    dialogue.send(["photo-1"], "hardened");
    const turkish = dialogue.tap("Türkçe");
    expect(dialogue.language).toBe("tr");
    expect(turkish.said).toHaveLength(1);
    expect(dialogue.state.cursors.at(-1)?.slots).toMatchObject({ attachments: ["photo-1"], description: ["hardened"] });
  });

  test("keeps a photo and words that come before their question", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    dialogue.tap("File a complaint");
    dialogue.tap("Continue");
    expect(dialogue.send(["photo-1", "photo-2"]).text).toContain("2 files received and kept");
    expect(dialogue.write("it was delivered on Monday and it was already hard").text).toContain(
      "added that to your words",
    );
    expect(dialogue.state.cursors.at(-1)).toMatchObject({
      step: "category",
      slots: {
        attachments: ["photo-1", "photo-2"],
        description: ["it was delivered on Monday and it was already hard"],
      },
    });
  });

  test("asks neither for files where none can be sent nor for a number that is proven", () => {
    const dialogue = openDialogue({
      channel: { name: "sms", can: plain },
      customer: { phone: "+905321234567", phoneProven: true },
    });
    dialogue.reply({ kind: "start" });
    dialogue.write("1");
    for (const answer of ["1", "6", "It burned my floor", "done", "2 cans", "skip", "skip", "skip"])
      dialogue.write(answer);
    expect(dialogue.state.cursors.at(-1)?.step).toBe("review");
    const filed = dialogue.write("yes");
    expect(filed.commands[0]).not.toHaveProperty("phone");
    expect(filed.text).toContain("Passcode");
  });

  test("reads a phone number in Persian digits as one of the organisation's country", () => {
    const dialogue = openDialogue();
    upToReview(dialogue);
    dialogue.tap("Change something");
    dialogue.tap("Mobile number");
    expect(dialogue.write("call me maybe").text).toContain("does not look like a phone number");
    expect(dialogue.write("۰۵۳۲ ۱۲۳ ۴۵ ۶۸").text).toContain("Mobile number: \u2068+905321234568\u2069");
  });

  test("promises no SMS where none can be sent", () => {
    const dialogue = openDialogue({ sendsSms: false });
    upToReview(dialogue);
    dialogue.tap("Change something");
    const asked = dialogue.tap("Mobile number").text;
    expect(asked).toContain("may we reach you");
    expect(asked).not.toContain("SMS");
  });

  test("reads a number that the organisation's country cannot have as one of where the language is spoken", () => {
    const number = toPhone("۰۹۱۲ ۳۴۵ ۶۷۸۹", "TR", "fa");
    expect(number).toBe("+989123456789");
    expect(toPhone("0532 123 45 68", "TR", "fa")).toBe("+905321234568");
    expect(toPhone("0912 345 6789", "TR", "en")).toBeUndefined();
  });

  test("files nothing for who does not want to go on after the privacy notice", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    dialogue.tap("File a complaint");
    const declined = dialogue.tap("Stop here");
    expect(declined.text).toContain("nothing has been filed");
    expect(dialogue.commands).toEqual([]);
  });

  test("goes back level by level with the answers kept", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    dialogue.tap("File a complaint");
    dialogue.tap("Continue");
    dialogue.tap("Product quality");
    expect(dialogue.write("back").text).toContain("What is your complaint about?");
    dialogue.tap("Delivery");
    dialogue.tap("Late");
    dialogue.write(story);
    dialogue.tap("Done");
    dialogue.write("Epoxy");
    dialogue.write("L-1");
    const back = dialogue.write("back");
    expect(back.text).toContain("So far: L-1");
    dialogue.tap("Keep as it is");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({
      step: "expectation",
      slots: { lot: "L-1", product: "Epoxy" },
    });
  });
});
