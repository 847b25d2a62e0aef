import type { Choice } from "../../../channel/prompt.ts";
import type { TextKey } from "../../../language/text-key.ts";
import { asks, chosenIn, filesOf, ownWords, withFileCount } from "../../prompts.ts";
import type { Facts } from "../../facts.ts";
import type { Answer, Step } from "../../flow.ts";
import { firstOpen } from "./order.ts";
import type { Filing, FilingStep } from "./slots.ts";

type FilingQuestion = Step<Filing, FilingStep>;

/** What happened, in as many messages, photos and voice notes as the customer likes, until they say that this is all. */
export const descriptionStep: FilingQuestion = {
  ask: ({ description = [], attachments = [], fix }, { say, isForm }) => {
    const accepts = ["text", "files", "place"] as const;
    if (fix === "description")
      return asks(say("file.description.ask_anew"), [{ value: "keep", label: say("common.keep") }], accepts);
    const told = (key: TextKey) => withFileCount(say(key), attachments, say);
    if (description.length === 0)
      return asks(told(isForm === true ? "file.description.ask_once" : "file.description.ask"), [], accepts);
    return asks(told("file.description.more"), [{ value: "done", label: say("common.done") }], accepts);
  },
  read: (answer, { description = [], attachments = [], fix }) => {
    const chosen = chosenIn(answer);
    if (chosen === "done" || chosen === "keep")
      return description.length === 0 ? noWords : { ok: true, slots: { described: true, fix: undefined } };
    const words = ownWords(answer);
    const files = filesOf(answer);
    if (words === undefined && files.length === 0) return noWords;
    const before = fix === "description" ? [] : description;
    return {
      ok: true,
      slots: {
        description: words === undefined ? before : [...before, words],
        attachments: [...attachments, ...files],
        described: false,
        fix: undefined,
      },
    };
  },
  next: firstOpen,
};

const noWords = { ok: false, hint: "file.description.hint" } as const;

/** A question that is answered in a few words and can be skipped. An answer from before can be kept. */
function wordsStep(
  key: "product" | "lot" | "order" | "expectation",
  ask: TextKey,
  suggestions: (facts: Facts) => readonly Choice[] = () => [],
): FilingQuestion {
  return {
    ask: (filing, facts) => {
      const { say } = facts;
      const before = filing[key];
      const kept = typeof before === "string" ? [{ value: "keep", label: say("common.keep") }] : [];
      const text = typeof before === "string" ? `${say(ask)}\n${say("common.so_far", { answer: before })}` : say(ask);
      return asks(text, [...suggestions(facts), ...kept, { value: "skip", label: say("common.skip") }], ["text"]);
    },
    read: (answer, filing, facts) => {
      const words = wordsOrSuggestion(answer, suggestions(facts));
      if (words !== undefined) return { ok: true, slots: { [key]: words, fix: undefined } };
      const chosen = chosenIn(answer);
      if (chosen === "keep" && typeof filing[key] === "string") return { ok: true, slots: { fix: undefined } };
      return chosen === "skip"
        ? { ok: true, slots: { [key]: null, fix: undefined } }
        : { ok: false, hint: "engine.words_or_skip" };
    },
    next: firstOpen,
  };
}

function wordsOrSuggestion(answer: Answer, suggestions: readonly Choice[]): string | undefined {
  const chosen = chosenIn(answer);
  return chosen === undefined ? ownWords(answer) : suggestions.find(({ value }) => value === chosen)?.label;
}

export const productStep = wordsStep("product", "file.product.ask");
export const lotStep = wordsStep("lot", "file.lot.ask");
export const orderStep = wordsStep("order", "file.order.ask");

export const expectationStep = wordsStep("expectation", "file.expectation.ask", ({ say }) => [
  { value: "replacement", label: say("file.expectation.replacement") },
  { value: "refund", label: say("file.expectation.refund") },
  { value: "repair", label: say("file.expectation.repair") },
  { value: "help", label: say("file.expectation.help") },
  { value: "apology", label: say("file.expectation.apology") },
]);
