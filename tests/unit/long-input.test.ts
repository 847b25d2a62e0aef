import { describe, expect, it } from "@jest/globals";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { layoutOf } from "../../core/channel/layout.ts";
import { splitText } from "../../core/channel/split-text.ts";
import { normalisePasscode } from "../../core/complaint/passcode.ts";
import { carriesDoubt } from "../../core/complaint/doubt.ts";
import { normaliseTrackingNumber } from "../../core/complaint/tracking-number.ts";
import { offerFor } from "../../core/conversation/offer.ts";
import { toPhone } from "../../core/conversation/phone.ts";
import { recognise } from "../../core/conversation/recognise.ts";
import { guessLanguage } from "../../core/language/guess.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { mentions } from "../../core/language/mention.ts";
import { comparable } from "../../core/language/normalise.ts";
import { doubtWords, globalWordOf, safetyWords, yesOrNo } from "../../core/language/words.ts";

/** As long as the limit of a message of the web chat, and twice what people were promised. */
const LENGTH = 20_000;
/** Reading takes 5 to 20 ms on an idle core; an expression that backtracks takes seconds. */
const LIMIT_MS = 250;

/** Parts that backtracking would multiply: repeated, nested, almost matching to the very end. */
const parts = [
  "a",
  " ",
  "\t \n",
  "1",
  "۱",
  "1 ",
  "1-",
  "-",
  ".",
  "!",
  "()",
  "+9",
  "yes ",
  "yes but ",
  "نه ",
  "بله ولی ",
  "\u200c",
  "\u2066\u2069",
  "\u202e",
  "👍",
  "👍🏽",
  "é",
  "e\u0301",
  "İi",
  "ﷺ",
  "<>&",
  "*_",
  "1. ",
  "\n\n",
  "\\",
  "ﬁ",
  "ي",
];

const choices = ["Yes", "No", "Green", "İstanbul", "بله", "I do not accept"].map((label) => ({ value: label, label }));
const offer = offerFor({ text: "", choices, accepts: [] }, { kind: "step", flow: "test", step: "choice" }, "o1", 1);
const asked = { flow: "test", step: "choice", takesText: true, casual: false };
const sms = guiseCapabilities.sms;

/** Everything that reads what a customer wrote, before it is known what it is. */
const readers: Readonly<Record<string, (text: string, language: Language) => unknown>> = {
  comparing: comparable,
  recognising: (text, language) => recognise({ kind: "text", text }, [offer], language, asked),
  "words of everywhere": globalWordOf,
  "yes or no": yesOrNo,
  doubt: (text, language) => carriesDoubt(text, doubtWords, language),
  danger: (text, language) => mentions(safetyWords, text, language),
  guessing: (text) => guessLanguage(text, text),
  numbers: (text) => [normaliseTrackingNumber(text), normalisePasscode(text)],
  telephones: (text, language) => toPhone(text, "TR", language),
  splitting: (text) => splitText(text, 70),
  laying: (text, language) => layoutOf({ text, language, details: [{ label: text, value: text }], choices: [] }, sms),
};

/** Milliseconds of the quicker of two, where the first is over the limit: what a busy machine adds is no fault of the reader. */
function timeOf(work: () => unknown): number {
  const once = (): number => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const first = once();
  return first <= LIMIT_MS ? first : Math.min(first, once());
}

describe("a message as long as any can be", () => {
  it.each(Object.entries(readers))("is read without holding anybody up: %s", (_name, read) => {
    const slow: string[] = [];
    for (const [index, part] of parts.entries()) {
      const language = languages[index % languages.length] ?? "en";
      for (const [head, tail] of [
        ["", ""],
        ["", "x"],
        ["a", "x"],
      ] as const) {
        const text = head + part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH) + tail;
        const ms = timeOf(() => read(text, language));
        if (ms > LIMIT_MS) slow.push(`${head}${JSON.stringify(part)}…${tail} in ${language}: ${Math.round(ms)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
});
