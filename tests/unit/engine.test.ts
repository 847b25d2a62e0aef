import { describe, expect, test } from "@jest/globals";
import { begin } from "../../core/conversation/engine.ts";
import { flows } from "../../core/conversation/flows/flows.ts";
import { openDialogue, plain } from "../support/dialogue.ts";
import type { Dialogue } from "../support/dialogue.ts";
import { decided, filing, running, story } from "../support/dialogue-starts.ts";

const stepOf = (dialogue: Dialogue) => dialogue.state.cursors.at(-1)?.step;
const flowOf = (dialogue: Dialogue) => dialogue.state.cursors.at(-1)?.flow;

describe("beginning", () => {
  test("greets and shows the menu", () => {
    const dialogue = openDialogue();
    const done = begin(flows, dialogue.state, dialogue.facts());
    expect(done.say.map(({ prompt }) => prompt.text)).toEqual([
      "Hello! This is the complaints service of Demo Resin Works.",
      "What can I do for you?",
    ]);
  });

  test("answers a greeting with the menu, and says that nothing took the words", () => {
    const dialogue = openDialogue();
    const hello = dialogue.write("hi");
    expect(hello.text).toContain("What can I do for you?");
    expect(hello.unassigned).toBe(true);
  });

  test("answers a greeting that follows its own with the menu, and not with a misunderstanding", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    for (const hello of ["Hello!", "سلام وقت بخیر", "İyi günler", "👋"]) {
      expect(dialogue.write(hello).said.map(({ text }) => text)).toEqual(["What can I do for you?"]);
      expect(dialogue.state.misunderstood).toBe(0);
    }
  });

  test("takes what a menu would offer as chosen, although no menu was shown yet", () => {
    const dialogue = openDialogue({ languageChosen: false });
    const first = dialogue.write("File a complaint");
    expect(first.text).toContain("Hello!");
    expect(first.text).not.toContain("What can I do for you?");
    expect(first.text).toContain("Which language shall we use?");
    expect(first.unassigned).toBe(false);
    expect(flowOf(dialogue)).toBe("file_complaint");
  });

  test("changes to a language that is named", () => {
    const dialogue = openDialogue();
    dialogue.reply({ kind: "start" });
    expect(dialogue.write("Türkçe").commands).toEqual([{ kind: "choose_language", language: "tr" }]);
    expect(dialogue.language).toBe("tr");
  });

  test.each(["typed", "tapped"])("takes a choice of a menu that stands above what is asked now, %s", (how) => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.reply({ kind: "start" });
    const token = dialogue.token("Privacy");
    dialogue.write("status");
    const answered = how === "typed" ? dialogue.write("privacy") : dialogue.reply({ kind: "tap", token });
    expect(answered.text).toContain("We keep your complaints");
  });

  test("understands the labels of the menu also later, when it is no longer on the screen", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    dialogue.later(24);
    expect(dialogue.write("file a complaint!").text).not.toContain("Hello!");
    expect(flowOf(dialogue)).toBe("file_complaint");
  });
});

describe("the end of a flow", () => {
  test("leaves a button that leads to the menu, and on a channel without buttons no number to answer", () => {
    const dialogue = openDialogue({ complaints: [running().complaint] });
    dialogue.write("status");
    dialogue.tap("Withdraw it");
    const kept = dialogue.tap("No, keep it");
    expect(kept.said.at(-1)?.choices.map(({ label }) => label)).toEqual(["Menu"]);
    expect(dialogue.tap("Menu").text).toContain("What can I do for you?");
    const bySms = openDialogue({ complaints: [running().complaint], channel: { name: "sms", can: plain } });
    bySms.write("status");
    bySms.tap("Withdraw it");
    expect(bySms.write("no").said.at(-1)?.choices).toEqual([]);
  });
});

describe("words understood at every step", () => {
  test("status interrupts the filing, which then goes on with the open question", () => {
    const dialogue = filing({ complaints: [running().complaint] });
    const status = dialogue.write("status");
    expect(status.text).toContain("5550000001");
    dialogue.tap("Product quality");
    expect(stepOf(dialogue)).toBe("category");
    expect(flowOf(dialogue)).toBe("file_complaint");
  });

  test("help explains and puts the same question again", () => {
    const dialogue = filing();
    const help = dialogue.write("Help!");
    expect(help.said).toHaveLength(2);
    expect(help.text).toContain("What is your complaint about?");
    expect(help.unassigned).toBe(false);
  });

  test("person asks for one of us at once and goes on with the question", () => {
    const dialogue = filing();
    const person = dialogue.write("talk to a person");
    expect(person.commands).toEqual([{ kind: "ask_for_person" }]);
    expect(person.text).toContain("What is your complaint about?");
  });

  test("a global word within a sentence is no command", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write("I want to cancel the order and go back");
    expect(dialogue.state.cursors.at(-1)?.slots["description"]).toEqual(["I want to cancel the order and go back"]);
  });

  test("a word that is the label of an offered choice means the choice", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    dialogue.write("done");
    expect(stepOf(dialogue)).toBe("product");
  });

  test("cancel asks before the draft is discarded, and no keeps it", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    expect(dialogue.write("cancel").text).toContain("Shall I discard this complaint?");
    expect(dialogue.write("no").text).toContain("Noted. Is there more?");
    dialogue.write("cancel");
    expect(dialogue.write("👍").text).toContain("I have stopped here");
    expect(dialogue.state.cursors).toEqual([]);
  });

  test("done and skip mean the same where only one of them is offered", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    dialogue.write(story);
    dialogue.write("skip");
    expect(stepOf(dialogue)).toBe("product");
    dialogue.write("done");
    expect(stepOf(dialogue)).toBe("lot");
  });

  test("skip is refused where a question cannot be skipped", () => {
    const dialogue = filing();
    dialogue.tap("Something else");
    const skipped = dialogue.write("skip");
    expect(skipped.text).toContain("I need an answer to this one");
    expect(stepOf(dialogue)).toBe("description");
  });

  test("the menu keeps the draft and offers it first", () => {
    const dialogue = filing();
    dialogue.tap("Product quality");
    const menu = dialogue.write("menu");
    expect(menu.said.at(-1)?.choices[0]?.label).toBe("Go on with my draft");
    const back = dialogue.tap("Go on with my draft");
    expect(back.text).toContain("Product quality: what exactly?");
  });

  test("a new language holds for everything after, and the question goes on in it", () => {
    const dialogue = filing();
    dialogue.write("language");
    const chosen = dialogue.tap("English");
    expect(chosen.commands).toEqual([{ kind: "choose_language", language: "en" }]);
    expect(chosen.text).toContain("What is your complaint about?");
  });
});

describe("misunderstandings", () => {
  test("are hinted at, explained, and then a person is offered; no goes back to the question", () => {
    const dialogue = filing();
    const first = dialogue.write("xyz");
    expect(first.text).toContain("choose the answer that fits best");
    expect(first.unassigned).toBe(true);
    expect(dialogue.write("xyz").text).toContain("You can tap a button");
    expect(dialogue.write("xyz").text).toContain("Shall a person take over?");
    expect(dialogue.write("no").text).toContain("What is your complaint about?");
    expect(dialogue.state.misunderstood).toBe(0);
  });

  test("lead to a person where the customer says yes", () => {
    const dialogue = filing();
    for (const words of ["x", "y", "z"]) dialogue.write(words);
    expect(dialogue.write("yes please").commands).toEqual([{ kind: "ask_for_person", offered: true }]);
  });

  test("keep the buttons on the screen working", () => {
    const dialogue = filing();
    const before = dialogue.token("Delivery");
    dialogue.write("xyz");
    dialogue.reply({ kind: "tap", token: before });
    expect(dialogue.state.cursors.at(-1)?.slots["category"]).toBe("delivery");
  });

  test("a sticker is answered and the question put again", () => {
    const dialogue = filing();
    const sticker = dialogue.reply({ kind: "unsupported", what: "sticker" });
    expect(sticker.unassigned).toBe(true);
    expect(sticker.text).toContain("What is your complaint about?");
  });
});

describe("old buttons", () => {
  test("are told to be answered, and write nothing", () => {
    const dialogue = filing();
    const old = dialogue.token("Delivery");
    dialogue.tap("Product quality");
    dialogue.tap("Arrived hardened");
    const state = dialogue.state.cursors;
    const stale = dialogue.reply({ kind: "tap", token: old });
    expect(stale.text).toContain("That question has been answered already.");
    expect(stale.text).toContain("Please tell me what happened");
    expect(dialogue.state.cursors).toEqual(state);
  });

  test.each(["", "forged.0", "offer1.99", "offer1.-1", "' or 1=1", "x".repeat(500)])(
    "a forged token %j is stale",
    (token) => {
      const dialogue = filing();
      expect(dialogue.reply({ kind: "tap", token }).text).toContain("That question has been answered already.");
    },
  );

  test("name the complaint whose decision has been answered", () => {
    const complaint = decided();
    const dialogue = openDialogue({ complaints: [complaint] });
    dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const accept = dialogue.token("I accept");
    dialogue.tap("I accept");
    expect(dialogue.complaints[0]?.status).toBe("closed");
    const again = dialogue.reply({ kind: "tap", token: accept });
    expect(again.text).toContain("That was about complaint");
    expect(again.commands).toEqual([]);
  });
});
