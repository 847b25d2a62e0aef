import type { Choice, Detail } from "../../../channel/prompt.ts";
import { brand } from "../../../ids.ts";
import type { TextKey } from "../../../language/text-key.ts";
import { categoryByKey, textIn } from "../../../organisation/look-up.ts";
import { asks, chosenIn } from "../../prompts.ts";
import type { Facts } from "../../facts.ts";
import type { Step } from "../../flow.ts";
import { filesToFile, firstOpen } from "./order.ts";
import { correctable } from "./slots.ts";
import type { Filing, FilingStep } from "./slots.ts";

type FilingQuestion = Step<Filing, FilingStep>;
type Correctable = (typeof correctable)[number];

const names: Readonly<Record<Correctable, TextKey>> = {
  category: "file.review.category",
  description: "file.review.description",
  product: "file.review.product",
  lot: "file.review.lot",
  order: "file.review.order",
  expectation: "file.review.expectation",
  evidence: "file.review.evidence",
  phone: "file.review.phone",
};

/** Everything read back before it is filed. */
export const reviewStep: FilingQuestion = {
  ask: (filing, facts) =>
    asks(
      facts.say("file.review.ask"),
      [
        { value: "yes", label: facts.say("file.review.yes") },
        { value: "no", label: facts.say("file.review.no") },
      ],
      [],
      readBack(filing, facts),
    ),
  read: (answer) => {
    const chosen = chosenIn(answer);
    if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "file.review.hint" };
    return { ok: true, slots: { confirmed: chosen, fix: undefined } };
  },
  next: firstOpen,
};

/** Which one answer is to be changed; all others stay. */
export const correctStep: FilingQuestion = {
  ask: (_, facts) => {
    const choices: Choice[] = shown(facts).map((value) => ({ value, label: facts.say(names[value]) }));
    return asks(facts.say("file.correct.ask"), [...choices, { value: "none", label: facts.say("file.correct.none") }]);
  },
  read: (answer) => {
    const chosen = chosenIn(answer);
    if (chosen === "none") return { ok: true, slots: { confirmed: undefined } };
    const fix = correctable.find((each) => each === chosen);
    return fix === undefined
      ? { ok: false, hint: "engine.choose_one" }
      : { ok: true, slots: { fix, confirmed: undefined } };
  },
  next: firstOpen,
};

/** What can be corrected here: files only where the channel takes them, a phone number only where it is not proven. */
function shown({ channel, customer }: Facts): readonly Correctable[] {
  return correctable.filter((name) => {
    if (name === "evidence") return channel.can.maxFile > 0;
    return name !== "phone" || !customer.phoneProven;
  });
}

function readBack(filing: Partial<Filing>, facts: Facts): readonly Detail[] {
  const { say, language, organisation } = facts;
  const category = filing.category === undefined ? undefined : categoryByKey(organisation, brand(filing.category));
  const count = filesToFile(filing, facts).length;
  const phone = filing.phone ?? facts.customer.phone;
  const values: Readonly<Record<Correctable, string | null | undefined>> = {
    category: category === undefined ? undefined : textIn(category.name, language, organisation),
    description: filing.description?.join("\n"),
    product: filing.product,
    lot: filing.lot,
    order: filing.order,
    expectation: filing.expectation,
    evidence: count === 0 ? undefined : say("file.review.files", { count }),
    phone: phone === undefined ? undefined : say("view.code", { code: { code: phone } }),
  };
  return correctable.flatMap((name) => {
    const value = values[name];
    return value === undefined || value === null ? [] : [{ label: say(names[name]), value }];
  });
}
