import { Fault } from "../errors.ts";
import { catalogues } from "./catalogues.ts";
import { dayAndTimeIn, dayIn, locales, shortDayIn } from "./dates.ts";
import type { DateView } from "./dates.ts";
import { toLatinDigits } from "./digits.ts";
import { directionOf } from "./language.ts";
import type { Language } from "./language.ts";
import { compileMessage } from "./message.ts";
import type { Message, Showing } from "./message.ts";
import type { Say, TextArgs, TextKey } from "./text-key.ts";

/**
 * The texts of one language. Numbers come in its digits, dates in its calendar at `timeZone` (`{at}` and `{at, date}` as a day,
 * `{at, date, short}` as a day in digits, `{at, time}` as a day with its time), codes isolated and in Latin digits. Where `now` is given, dates of this year leave the year out.
 * Throws `Fault` when an argument is missing; the tests hold every catalogue to the same keys and placeholders.
 */
export function sayIn(language: Language, timeZone: string, now?: Date): Say {
  const view: DateView = { language, timeZone, ...(now === undefined ? {} : { now }) };
  return (key, args = {}) => {
    const message = messageFor(language, key);
    const values: Record<string, string | number> = {};
    for (const { name, showing, slot } of message.shown)
      values[slot] = showIn(argument(key, args, name), showing, view);
    for (const name of message.selectors) values[name] = selector(key, args, name);
    return message.fill(values);
  };
}

const messages: Readonly<Record<Language, Map<string, Message>>> = {
  en: new Map(),
  fa: new Map(),
  tr: new Map(),
  ar: new Map(),
  ru: new Map(),
};

function messageFor(language: Language, key: TextKey): Message {
  const known = messages[language].get(key);
  if (known !== undefined) return known;
  const text = catalogues[language][key];
  if (text === undefined) throw new Fault("text-missing", `no text ${key} in ${language}`);
  const made = compileMessage(text, language);
  messages[language].set(key, made);
  return made;
}

type Value = TextArgs[string];

function argument(key: TextKey, args: TextArgs, name: string): Value {
  const value = args[name];
  if (value === undefined) throw new Fault("text-argument-missing", `${key} needs {${name}}`);
  return value;
}

function selector(key: TextKey, args: TextArgs, name: string): string | number {
  const value = argument(key, args, name);
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Fault("text-argument-wrong", `${key} chooses by {${name}}, which must be a number or a word`);
}

/** One value as a text of `view.language` shows it. */
export function showIn(value: Value, showing: Showing, view: DateView): string {
  if (typeof value === "string") return isolatedWhereMixed(value, view.language);
  if (typeof value === "number") return numberIn(value, view.language);
  if ("code" in value) return isolated(toLatinDigits(value.code));
  if (showing === "short_date") return shortDayIn(value, view);
  return showing === "time" ? dayAndTimeIn(value, view) : dayIn(value, view);
}

const numberFormats = new Map<Language, Intl.NumberFormat>();

/** `value` with the digits, grouping and decimal sign of `language`. */
export function numberIn(value: number, language: Language): string {
  const known = numberFormats.get(language);
  if (known !== undefined) return known.format(value);
  const made = new Intl.NumberFormat(locales[language]);
  numberFormats.set(language, made);
  return made.format(value);
}

/** FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE: what stands between is laid out on its own. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Latin digits too: "3 × 5" would be read "5 × 3" among right-to-left words. */
const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}0-9]/u;
const link = /^https?:\/\//;

/** Words of the other direction would rearrange the sentence around them. A link stays bare, so that it can be tapped. */
function isolatedWhereMixed(text: string, language: Language): string {
  const other = directionOf(language) === "rtl" ? leftToRight : rightToLeft;
  return other.test(text) && !link.test(text) ? isolated(text) : text;
}
