import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { openDialogue } from "../support/dialogue.ts";
import type { Dialogue } from "../support/dialogue.ts";
import { filing, questioned, running, story } from "../support/dialogue-starts.ts";

const stepOf = (dialogue: Dialogue) => dialogue.state.cursors.at(-1)?.step;

describe("drafts", () => {
  test("are offered again after days, with what has just been sent", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    dialogue.later(50);
    const again = dialogue.write("And the second can was hard too, by the way");
    expect(again.text).toContain("Tuesday 1 December");
    dialogue.tap("Go on with it");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({
      flow: "file_complaint",
      slots: { description: [story, "And the second can was hard too, by the way"] },
    });
  });

  test("take a late tap as its answer", () => {
    const dialogue = filing();
    dialogue.later(100);
    dialogue.tap("Product quality");
    expect(dialogue.state.cursors.at(-1)?.slots["category"]).toBe("product");
  });

  test("are not pushed aside by a second filing unasked", () => {
    const dialogue = filing();
    dialogue.tap("Product quality");
    dialogue.write("menu");
    expect(dialogue.tap("File a complaint").text).toContain("have not filed it yet");
    dialogue.tap("Begin afresh");
    expect(dialogue.state.cursors).toHaveLength(1);
    expect(dialogue.state.cursors[0]?.slots["category"]).toBeUndefined();
  });

  test("of an older version go on at the first question without an answer", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    dialogue.state = {
      ...dialogue.state,
      cursors: dialogue.state.cursors.map((cursor) => ({
        ...cursor,
        version: 0,
        step: "gone",
        slots: { ...cursor.slots, described: true, unheard: 1 },
      })),
    };
    const reply = dialogue.write("it was blue");
    expect(reply.text).toContain("Which product is it about?");
    expect(dialogue.state.cursors.at(-1)?.slots["description"]).toEqual([story, "it was blue"]);
  });

  test("keep what is valid of broken slots", () => {
    const dialogue = filing();
    dialogue.tap("Product quality");
    dialogue.state = {
      ...dialogue.state,
      cursors: dialogue.state.cursors.map((cursor) => ({
        ...cursor,
        slots: { ...cursor.slots, description: 5, product: "Epoxy" },
      })),
    };
    dialogue.write("help");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({
      step: "category",
      slots: { category: "product", product: "Epoxy" },
    });
    expect(dialogue.state.cursors.at(-1)?.slots["description"]).toBeUndefined();
  });

  test("a cursor of a flow that is gone is left out", () => {
    const dialogue = openDialogue();
    dialogue.state = {
      ...dialogue.state,
      cursors: [{ flow: "gone", version: 1, step: "x", slots: {}, startedAt: dialogue.now.toISOString() }],
    };
    expect(dialogue.write("menu").text).toContain("What can I do for you?");
  });
});

describe("what comes unasked", () => {
  test("a photo goes to the only complaint under way", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    const sent = dialogue.send(["photo-1"], "the label");
    expect(sent.commands).toEqual([
      { kind: "add_evidence", complaintId: "complaint-1", attachments: ["photo-1"], words: "the label" },
    ]);
    expect(sent.text).toContain("1 file has been added to complaint");
  });

  test("a photo with two complaints under way is asked about, and loses nothing", () => {
    const dialogue = openDialogue({ complaints: [running(1).complaint, running(2).complaint] });
    const sent = dialogue.send(["photo-1"]);
    expect(sent.text).toContain("What does it belong to?");
    dialogue.send(["photo-2"]);
    const label = sent.said.at(-1)?.choices.find((choice) => choice.label.includes("Late delivery"))?.label ?? "";
    expect(dialogue.tap(label).commands).toEqual([
      { kind: "add_evidence", complaintId: "complaint-2", attachments: ["photo-1", "photo-2"] },
    ]);
  });

  test("words with a complaint under way are asked about before a new one is begun", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    expect(dialogue.write(story).text).toContain("What does it belong to?");
    dialogue.tap("A new complaint");
    expect(dialogue.state.cursors.at(-1)).toMatchObject({ flow: "file_complaint", slots: { description: [story] } });
  });

  test("a place or one's own number while something else is asked goes into the draft", () => {
    const dialogue = filing();
    const step = stepOf(dialogue);
    expect(dialogue.reply({ kind: "place", latitude: 41, longitude: 29, label: "Shop" }).unassigned).toBe(false);
    expect(dialogue.reply({ kind: "contact", phone: "+905321234567", own: true }).text).toContain("your number");
    expect(stepOf(dialogue)).toBe(step);
    expect(dialogue.state.cursors.at(-1)?.slots).toMatchObject({
      description: ["Shop (41.000000, 29.000000)"],
      phone: "+905321234567",
    });
  });

  test("a place, or somebody else's number, for which there is no use is kept for staff", () => {
    const dialogue = filing();
    const contact = { kind: "contact", phone: "+905321234567", own: false } as const;
    expect(dialogue.reply(contact).unassigned).toBe(true);
    const idle = openDialogue();
    expect(idle.reply({ kind: "place", latitude: 41, longitude: 29 }).unassigned).toBe(true);
    expect(idle.reply({ ...contact, own: true }).unassigned).toBe(true);
  });

  test("another person's contact is no number to send a passcode to", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    for (const label of ["Done", "Skip", "Skip", "Skip", "Skip", "Skip"]) dialogue.tap(label);
    expect(stepOf(dialogue)).toBe("phone");
    dialogue.reply({ kind: "contact", phone: "+905321234567", own: false });
    expect(stepOf(dialogue)).toBe("phone");
    dialogue.reply({ kind: "contact", phone: "+905321234567", own: true });
    expect(stepOf(dialogue)).toBe("review");
  });
});

describe("what the customer has said", () => {
  const label = (dialogue: ReturnType<typeof openDialogue>, part: string): string =>
    dialogue.said.at(-1)?.choices.find((choice) => choice.label.includes(part))?.label ?? "";

  test("is not lost when the menu or days come between the words and what they belong to", () => {
    const dialogue = openDialogue({ complaints: [running(1).complaint, running(2).complaint] });
    dialogue.write(story);
    dialogue.write("menu");
    dialogue.later(100);
    dialogue.write("status");
    dialogue.write("1");
    dialogue.tap("Menu");
    const kept = JSON.stringify(dialogue.state.cursors);
    expect(kept).toContain(story);
  });

  test("is given up by a step back only after asking", () => {
    const dialogue = openDialogue({ complaints: [running(1).complaint, running(2).complaint] });
    dialogue.write(story);
    expect(dialogue.write("back").text).toContain("What you have just told me would not be kept.");
    dialogue.write("no");
    expect(dialogue.tap(label(dialogue, "Add to \u20685550000001")).commands[0]).toMatchObject({ words: story });
  });

  test("stays with an answer to staff that is begun again", () => {
    const complaint = questioned();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "question", questionId: brand<QuestionId>("question-1") }, complaint);
    dialogue.write("Batch 12");
    dialogue.tap("Answer now");
    dialogue.write("and 13");
    expect(dialogue.tap("Send the answer").commands[0]).toMatchObject({ words: "Batch 12\nand 13" });
  });

  test("goes into the draft that waits rather than beside it", () => {
    const dialogue = filing({ complaints: [questioned()] });
    dialogue.tap("Product quality");
    dialogue.later(50);
    dialogue.write(story);
    dialogue.tap("A new complaint");
    dialogue.tap("Go on with it");
    expect(dialogue.state.cursors).toHaveLength(1);
    expect(dialogue.state.cursors[0]).toMatchObject({ slots: { category: "product", description: [story] } });
  });
});
