import { describe, expect, test } from "@jest/globals";
import { holdsWords, withWords } from "../../core/conversation/own-words.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { openDialogue } from "../support/dialogue.ts";
import type { Answered, Dialogue } from "../support/dialogue.ts";
import { decided, filing, questioned, running, story } from "../support/dialogue-starts.ts";

const other = "The resin arrived hardened, and two weeks too late at that";

function edits(dialogue: Dialogue, of: string, text: string): Answered {
  return dialogue.reply({ kind: "edit", of, text });
}

/** A draft whose description is one message, `told`, at the question for the product. */
function described(): Dialogue {
  const dialogue = filing();
  dialogue.tap("Product quality");
  dialogue.tap("Arrived hardened");
  dialogue.write(story, "told");
  dialogue.tap("Done");
  return dialogue;
}

function toReview(dialogue: Dialogue): void {
  dialogue.write("Epoxy", "product");
  for (const label of ["Skip", "Skip", "Money back", "Skip"]) dialogue.tap(label);
  dialogue.write("+90 532 123 45 67", "phone");
}

function slotsOf({ state }: Dialogue): Readonly<Record<string, unknown>> {
  return state.cursors.at(-1)?.slots ?? {};
}

describe("an edited message of a draft", () => {
  test("changes the words that it gave, says so, and puts the question at hand again", () => {
    const dialogue = described();
    const question = dialogue.said.at(-1)?.text ?? "";
    const { text, unassigned } = edits(dialogue, "told", other);
    expect(slotsOf(dialogue)["description"]).toEqual([other]);
    expect(text).toContain("I have changed your words accordingly.");
    expect(text).toContain(question);
    expect(unassigned).toBe(false);
  });

  test("shows the new words in the summary, which still files", () => {
    const dialogue = described();
    toReview(dialogue);
    edits(dialogue, "told", other);
    const { said } = edits(dialogue, "product", "Hardener");
    const values = said.at(-1)?.details?.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining([other, "Hardener"]));
    expect(dialogue.tap("Yes, file it").commands).toMatchObject([
      { kind: "file_complaint", matter: { description: other, product: "Hardener" } },
    ]);
  });

  test("follows several edits of one message, and edits of one of several messages", () => {
    const dialogue = filing();
    dialogue.tap("Product quality");
    dialogue.tap("Arrived hardened");
    dialogue.write("It came on Monday", "first");
    dialogue.write("It does not cure", "second");
    edits(dialogue, "first", "It came on Tuesday");
    edits(dialogue, "first", "It came on Wednesday");
    expect(slotsOf(dialogue)["description"]).toEqual(["It came on Wednesday", "It does not cure"]);
  });

  test("changes a draft that waits below another question", () => {
    const dialogue = described();
    dialogue.write("language");
    edits(dialogue, "told", other);
    expect(dialogue.state.cursors.at(-1)?.flow).toBe("language");
    expect(dialogue.state.cursors.find(({ flow }) => flow === "file_complaint")?.slots["description"]).toEqual([other]);
  });

  test("has a phone number read anew, and one that is none is not taken", () => {
    const dialogue = described();
    toReview(dialogue);
    edits(dialogue, "phone", "+90 532 765 43 21");
    expect(slotsOf(dialogue)["phone"]).toBe("+905327654321");
    const { text, unassigned } = edits(dialogue, "phone", "my neighbour's");
    expect(text).toContain("does not look like a phone number");
    expect(unassigned).toBe(true);
    expect(slotsOf(dialogue)["phone"]).toBe("+905327654321");
  });

  test("changes a caption", () => {
    const dialogue = described();
    for (const label of ["Skip", "Skip", "Skip", "Money back"]) dialogue.tap(label);
    const files = [{ source: { kind: "remote" as const, handle: "photo" }, kind: "photo" as const }];
    dialogue.reply({ kind: "files", files, text: "this is the lid" }, ["photo"], "captioned");
    edits(dialogue, "captioned", "this is the can");
    expect(slotsOf(dialogue)["description"]).toEqual([story, "this is the can"]);
  });

  test("with the same words has no effect, and nothing is said", () => {
    const dialogue = described();
    const before = dialogue.state;
    expect(edits(dialogue, "told", ` ${story} `).said).toEqual([]);
    expect(dialogue.state).toEqual(before);
  });

  test("without words, or of a message that gave none, is kept and changes nothing", () => {
    const dialogue = described();
    for (const [of, text] of [
      ["told", " "],
      ["unheard of", "Something else entirely that is long enough for a story"],
    ] as const) {
      const answered = edits(dialogue, of, text);
      expect(answered.unassigned).toBe(true);
      expect(answered.text).toContain("changes no answer here");
      expect(slotsOf(dialogue)["description"]).toEqual([story]);
    }
  });

  test("of a choice that was typed changes nothing", () => {
    const dialogue = filing();
    dialogue.write("1", "choice");
    const before = dialogue.state.cursors;
    expect(edits(dialogue, "choice", "2").unassigned).toBe(true);
    expect(dialogue.state.cursors).toEqual(before);
  });

  test("is still followed after its words went from one question to another", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write(story, "told");
    dialogue.tap("A new complaint");
    edits(dialogue, "told", other);
    expect(slotsOf(dialogue)["description"]).toEqual([other]);
  });
});

describe("an edited message whose words a complaint has", () => {
  function filed(): Dialogue {
    const dialogue = described();
    toReview(dialogue);
    dialogue.tap("Yes, file it");
    return dialogue;
  }

  test("is added to it as a correction, which is said", () => {
    const dialogue = filed();
    const { commands, text, unassigned } = edits(dialogue, "told", other);
    expect(commands).toEqual([
      {
        kind: "add_evidence",
        complaintId: "complaint-1234567890",
        words: `Correction of an earlier message: ${other}`,
        attachments: [],
      },
    ]);
    expect(text).toContain("1234567890");
    expect(unassigned).toBe(false);
  });

  test("is added once for each change of its words", () => {
    const dialogue = filed();
    expect(edits(dialogue, "told", story).commands).toEqual([]);
    expect(edits(dialogue, "told", other).commands).toHaveLength(1);
    const again = edits(dialogue, "told", other);
    expect(again.commands).toEqual([]);
    expect(again.said).toEqual([]);
    expect(edits(dialogue, "told", story).commands).toHaveLength(1);
  });

  test("is added to the complaint that it was about, whatever was talked of since", () => {
    const dialogue = openDialogue({ complaints: [questioned(1), running(2).complaint] });
    dialogue.notify({ kind: "question", questionId: brand<QuestionId>("question-1") }, questioned(1));
    dialogue.write("Batch 7", "answer");
    dialogue.tap("Send the answer");
    expect(edits(dialogue, "answer", "Batch 8").commands).toMatchObject([
      { kind: "add_evidence", complaintId: "complaint-1", words: "Correction of an earlier message: Batch 8" },
    ]);
  });

  test("does not change an answer to a decision that was given", () => {
    const dialogue = openDialogue({ complaints: [decided()] });
    dialogue.notify({ kind: "decision", round: 1 }, decided());
    dialogue.write("No, it still leaks", "no");
    expect(dialogue.commands).toMatchObject([{ kind: "answer_consent", answer: "reject" }]);
    edits(dialogue, "no", "Yes");
    expect(dialogue.commands.filter(({ kind }) => kind === "answer_consent")).toHaveLength(1);
    expect(dialogue.complaints[0]?.rounds[0]?.consent?.answers).toHaveLength(1);
  });

  test("goes to staff once the complaint has ended", () => {
    const dialogue = filed();
    dialogue.complaints = dialogue.complaints.map((complaint) => ({ ...complaint, status: "closed" as const }));
    const { commands, unassigned } = edits(dialogue, "told", other);
    expect(commands).toEqual([]);
    expect(unassigned).toBe(true);
  });

  test("a story in an edit of a message long forgotten goes to the complaint last talked of", () => {
    const dialogue = filed();
    const { taken: _, ...forgetful } = dialogue.state;
    dialogue.state = forgetful;
    expect(edits(dialogue, "hello", "hello!").commands).toEqual([]);
    expect(edits(dialogue, "told", other).commands).toHaveLength(1);
    expect(edits(dialogue, "told", other).commands).toEqual([]);
  });
});

describe("words in a slot", () => {
  test.each([
    ["first\nsecond\nthird", "second", "new", "first\nnew\nthird"],
    ["first\nsecond", "first\nsecond", "new", "new"],
    ["first\nsecond", "second", "two\nlines", "first\ntwo\nlines"],
    ["a a", "a", "b", "a a"],
    ["$& $1", "$& $1", "$`", "$`"],
  ])("%j with %j in it becomes %j's", (value, before, after, expected) => {
    expect(withWords(value, before, after)).toBe(expected);
    expect(withWords(["x", value], before, after)).toEqual(["x", expected]);
    expect(holdsWords(value, before)).toBe(value !== expected);
  });

  test("that are no words hold none", () => {
    for (const value of [undefined, null, 7, {}, [7]]) {
      expect(holdsWords(value, "7")).toBe(false);
      expect(withWords(value, "7", "8")).toEqual(value);
    }
  });
});
