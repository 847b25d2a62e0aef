import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type {
  ArgumentElement,
  MessageFormatElement,
  PluralElement,
  PluralOrSelectOption,
  SelectElement,
} from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";
import { locales } from "./dates.ts";
import type { Language } from "./language.ts";

/** How a placeholder shows its value: as it is, as a day, as a day in digits, as a day with its time. */
export type Showing = "text" | "date" | "short_date" | "time";

/** A placeholder that is shown, rather than one that only chooses between forms. */
export interface Shown {
  readonly name: string;
  readonly showing: Showing;
  /** The name under which the finished text is handed to the message. */
  readonly slot: string;
}

/** A text ready to be filled: what it shows, what it chooses by, and the function that puts it together. */
export interface Message {
  readonly shown: readonly Shown[];
  /** Names whose value selects a plural form or a variant. */
  readonly selectors: readonly string[];
  /** `values`: a finished text for each slot, the raw value for each selector. */
  readonly fill: (values: Readonly<Record<string, string | number>>) => string;
}

/**
 * Compiles an ICU text. Its placeholders are renamed to slots, so that numbers, dates and codes arrive as finished words of the
 * language, while a plural still gets the bare number. Throws `SyntaxError` when the text is not ICU MessageFormat.
 */
export function compileMessage(text: string, language: Language): Message {
  const shown = new Map<string, Shown>();
  const selectors = new Set<string>();
  const elements = parse(text, { ignoreTag: true }).map((element) => slotted(element, shown, selectors));
  const format = new IntlMessageFormat(elements, locales[language]);
  return {
    shown: [...shown.values()],
    selectors: [...selectors],
    fill: (values) => String(format.format(values)),
  };
}

function slotted(
  element: MessageFormatElement,
  shown: Map<string, Shown>,
  selectors: Set<string>,
): MessageFormatElement {
  switch (element.type) {
    case TYPE.argument:
    case TYPE.number:
      return slot(element.value, "text", shown);
    case TYPE.date:
      return slot(element.value, element.style === "short" ? "short_date" : "date", shown);
    case TYPE.time:
      return slot(element.value, "time", shown);
    case TYPE.plural:
    case TYPE.select:
      return chooser(element, shown, selectors);
    case TYPE.literal:
    case TYPE.pound:
    case TYPE.tag:
      return element;
  }
}

function chooser<Element extends PluralElement | SelectElement>(
  element: Element,
  shown: Map<string, Shown>,
  selectors: Set<string>,
): Element {
  selectors.add(element.value);
  const options: Record<string, PluralOrSelectOption> = {};
  for (const [name, option] of Object.entries(element.options)) {
    options[name] = { ...option, value: option.value.map((inner) => slotted(inner, shown, selectors)) };
  }
  return { ...element, options };
}

function slot(name: string, showing: Showing, shown: Map<string, Shown>): ArgumentElement {
  const key = `${name}:${showing}`;
  shown.set(key, { name, showing, slot: key });
  return { type: TYPE.argument, value: key };
}
