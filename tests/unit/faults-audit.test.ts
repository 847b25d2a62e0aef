import { describe, expect, test } from "@jest/globals";
import { compareAnswers, ledgerSince, troublesOf } from "../../bench/faults/audit.ts";
import type { Ledger } from "../../bench/faults/audit.ts";
import { answerTo, filedIn } from "../../bench/faults/filing-answers.ts";
import { sayIn } from "../../core/language/say.ts";

const say = sayIn("en", "Europe/Istanbul");

function sent(...words: readonly string[]) {
  return words.map((each) => ({ words: each, state: "sent" }));
}

describe("what was written to a customer", () => {
  test("is there once and in order", () => {
    expect(compareAnswers(sent("one", "two"), ["one", "two"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
  });

  test("was lost where it is not in the chat", () => {
    expect(compareAnswers(sent("one", "two"), ["one"])).toEqual({ lost: 1, doubled: 0, disordered: 0 });
  });

  test("was doubled where it stands there twice, wherever", () => {
    expect(compareAnswers(sent("one", "two"), ["one", "one", "two"])).toMatchObject({ doubled: 1 });
    expect(compareAnswers(sent("one", "two"), ["one", "two", "one"])).toMatchObject({ doubled: 1 });
  });

  test("may stand there more than once where it is marked so", () => {
    const marked = [{ words: "one", state: "maybe_doubled" }, ...sent("two")];
    expect(compareAnswers(marked, ["one", "one", "two"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(compareAnswers(marked, ["one", "one", "one", "two"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(compareAnswers(marked, ["one", "two"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(compareAnswers(marked, ["one", "two", "two"])).toMatchObject({ doubled: 1 });
  });

  test("may stand there although it was overtaken, or not", () => {
    const overtaken = [{ words: "one", state: "superseded" }, ...sent("help", "one")];
    expect(compareAnswers(overtaken, ["one", "help", "one"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(compareAnswers(overtaken, ["help", "one"])).toEqual({ lost: 0, doubled: 0, disordered: 0 });
    expect(compareAnswers(overtaken, ["one", "one", "help", "one"])).toMatchObject({ doubled: 1 });
  });

  test("stands in another order", () => {
    expect(compareAnswers(sent("one", "two"), ["two", "one"])).toEqual({ lost: 0, doubled: 0, disordered: 1 });
  });
});

const clean: Ledger = {
  filed: 3,
  late: 1,
  maybeDoubled: 1,
  lostComplaints: 0,
  doubledComplaints: 0,
  wrongFilings: 0,
  wrongCodes: 0,
  brokenDialogues: 0,
  lostMessages: 0,
  doubledMessages: 0,
  doubledAnswers: 0,
  lostAnswers: 0,
  disorderedChats: 0,
  stuck: 0,
  unmet: 0,
};

describe("the ledger of a fault", () => {
  test("adds up whatever was filed, late or marked", () => {
    expect(troublesOf(clean)).toEqual([]);
  });

  test("names every count that ought to be none", () => {
    const names = Object.keys(clean).filter((name) => !["filed", "late", "maybeDoubled"].includes(name));
    for (const name of names) expect(troublesOf({ ...clean, [name]: 2 })).toEqual([`${name}: 2`]);
  });

  test("counts what came since the one before", () => {
    expect(ledgerSince({ ...clean, filed: 5, stuck: 2 }, { ...clean, stuck: 1 })).toMatchObject({ filed: 2, stuck: 1 });
  });
});

describe("a customer who files", () => {
  test("answers the last question that was put", () => {
    expect(answerTo([say("menu.ask")])).toBe(say("menu.file"));
    expect(answerTo([say("file.description.ask"), say("file.description.more")])).toBe(say("common.done"));
  });

  test("knows nothing to say to anything else", () => {
    expect(answerTo(["The weather is fine."])).toBeUndefined();
  });

  test("reads the number and the passcode from the receipt", () => {
    const receipt = `${say("notice.registered")}\nTracking number: 1234 567 890\nPasscode: 1111 2222 3333`;
    expect(filedIn([receipt])).toEqual({ number: "1234567890", passcode: "111122223333" });
    expect(filedIn(["Tracking number: 1234 567 890"])).toBeUndefined();
  });
});
