import { Fault } from "../errors.ts";
import { dayAndTimeIn, dayIn, locales, shortDayIn } from "./dates.ts";
import type { DateView } from "./dates.ts";
import { toLatinDigits } from "./digits.ts";
import { directionOf } from "./language.ts";
import type { Language } from "./language.ts";
import type { Message, Showing } from "./message.ts";
import type { TextArgs } from "./text-key.ts";

/** `message`, which is called `key`, with `args` as `view.language` shows them. Throws `Fault` when one is missing. */
export function fillIn(key: string, message: Message, args: TextArgs, view: DateView): string {
  const values: Record<string, string | number> = {};
  for (const { name, showing, slot } of message.shown) values[slot] = showIn(argument(key, args, name), showing, view);
  for (const name of message.selectors) values[name] = selector(key, args, name);
  return message.fill(values);
}

type Value = TextArgs[string];

function argument(key: string, args: TextArgs, name: string): Value {
  const value = args[name];
  if (value === undefined) throw new Fault("text-argument-missing", `${key} needs {${name}}`);
  return value;
}

function selector(key: string, args: TextArgs, name: string): string | number {
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
