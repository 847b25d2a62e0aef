import { brand } from "../../../ids.ts";
import { languageNames, languages } from "../../../language/language.ts";
import { categoryByKey, offered, textIn } from "../../../organisation/look-up.ts";
import type { Category } from "../../../organisation/organisation.ts";
import type { Facts } from "../../facts.ts";
import type { Step } from "../../flow.ts";
import { asks, chosenIn } from "../../prompts.ts";
import { firstOpen } from "./order.ts";
import type { Filing, FilingStep } from "./slots.ts";

type FilingQuestion = Step<Filing, FilingStep>;

export const languageStep: FilingQuestion = {
  ask: (_, { say, organisation }) =>
    asks(
      say("file.language.ask"),
      organisation.languages.map((language) => ({ value: language, label: languageNames[language] })),
    ),
  read: (answer) => {
    const language = languages.find((each) => each === chosenIn(answer));
    return language === undefined
      ? { ok: false, hint: "engine.choose_one" }
      : { ok: true, slots: { language }, language };
  },
  next: firstOpen,
};

export const privacyStep: FilingQuestion = {
  ask: (_, { say, organisation, language }) =>
    asks(say("file.privacy.ask", { notice: textIn(organisation.privacyNotice, language, organisation) }), [
      { value: "yes", label: say("file.privacy.yes") },
      { value: "no", label: say("file.privacy.no") },
    ]),
  read: (answer) => {
    const value = chosenIn(answer);
    return value === "yes" || value === "no"
      ? { ok: true, slots: { privacy: value } }
      : { ok: false, hint: "engine.choose_one" };
  },
  next: firstOpen,
};

/** The tree, one level a question. */
export const categoryStep: FilingQuestion = {
  ask: ({ category }, facts) => {
    const { say, language, organisation } = facts;
    const parent = category === undefined ? undefined : categoryByKey(organisation, brand(category));
    const level = levelBelow(parent, facts);
    const text =
      parent === undefined || parent.children.length === 0
        ? say("file.category.ask")
        : say("file.category.ask_closer", { category: textIn(parent.name, language, organisation) });
    return asks(
      text,
      level.map(({ key, name }) => ({ value: key, label: textIn(name, language, organisation) })),
    );
  },
  read: (answer, _, { organisation }) => {
    const chosen = chosenIn(answer);
    const category = chosen === undefined ? undefined : categoryByKey(organisation, brand(chosen));
    if (category === undefined) return { ok: false, hint: "file.category.hint" };
    const isWhole = category.children.length === 0;
    return { ok: true, slots: isWhole ? { category: category.key, fix: undefined } : { category: category.key } };
  },
  next: firstOpen,
  back: ({ category }, { organisation }) => {
    const chosen = category === undefined ? undefined : categoryByKey(organisation, brand(category));
    if (category === undefined || chosen === undefined || chosen.children.length === 0) return undefined;
    const end = category.lastIndexOf(".");
    return { category: end < 0 ? undefined : category.slice(0, end) };
  },
};

/** A leaf that is being corrected begins at the top again. */
function levelBelow(parent: Category | undefined, { organisation }: Facts): readonly Category[] {
  const level = parent === undefined || parent.children.length === 0 ? organisation.categories : parent.children;
  return offered(level);
}
