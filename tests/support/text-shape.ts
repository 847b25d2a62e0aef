import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { MessageFormatElement, PluralElement } from "@formatjs/icu-messageformat-parser";
import type { Language } from "../../core/language/language.ts";

/** What an ICU text asks for, and the words in it. */
export interface TextShape {
  /** Placeholder names, each once, sorted. */
  readonly names: readonly string[];
  /** `{at, date}`, `{at, time}` and variants, `kind name`, sorted; a plural's and a variant's also with its options. */
  readonly kinds: readonly string[];
  readonly plurals: readonly PluralElement[];
  /** All literal text in order, U+FFFC for each placeholder and each isolated example of a code. */
  readonly words: string;
}

const isolate = /\u2068[^\u2069]*\u2069/g;

/** Takes `text` apart. Throws `SyntaxError` when it is not ICU MessageFormat. */
export function shapeOf(text: string): TextShape {
  const elements = flatten(parse(text, { ignoreTag: true }));
  const named = elements.filter((element) => element.type !== TYPE.literal && element.type !== TYPE.pound);
  return {
    names: sortedOnce(named.map((element) => element.value)),
    kinds: sortedOnce(named.flatMap(kindOf)),
    plurals: elements.filter((element) => element.type === TYPE.plural),
    words: elements
      .map((element) => (element.type === TYPE.literal ? element.value : "\uFFFC"))
      .join("")
      .replace(isolate, "\uFFFC"),
  };
}

const between: MessageFormatElement = { type: TYPE.pound };

function flatten(elements: readonly MessageFormatElement[]): readonly MessageFormatElement[] {
  return elements.flatMap((element) =>
    element.type === TYPE.plural || element.type === TYPE.select
      ? // Variants never stand beside each other in what is read.
        [element, ...Object.values(element.options).flatMap((option) => [...flatten(option.value), between])]
      : [element],
  );
}

/** A count is shown as it is where a language needs no forms for it, so plurals and plain placeholders count as one kind. */
function kindOf(element: MessageFormatElement): readonly string[] {
  if (element.type === TYPE.date) return [`date ${element.value}`];
  if (element.type === TYPE.time) return [`time ${element.value}`];
  if (element.type === TYPE.select)
    return [`select ${element.value}: ${Object.keys(element.options).sort().join(" ")}`];
  return [];
}

/** The plural categories that `language` has, as CLDR lists them. */
export function pluralCategories(language: Language, type: "cardinal" | "ordinal"): readonly string[] {
  return new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories.toSorted();
}

function sortedOnce(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
