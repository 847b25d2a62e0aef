import { Fault } from "../errors.ts";
import { catalogues } from "./catalogues.ts";
import type { DateView } from "./dates.ts";
import { fillIn } from "./fill-in.ts";
import type { Language } from "./language.ts";
import { compileMessage } from "./message.ts";
import type { Message } from "./message.ts";
import type { Say, TextKey } from "./text-key.ts";

/**
 * The texts of one language. Numbers come in its digits, dates in its calendar at `timeZone` (`{at}` and `{at, date}` as a day,
 * `{at, date, short}` as a day in digits, `{at, time}` as a day with its time), codes isolated and in Latin digits. Where `now` is given, dates of this year leave the year out.
 * Throws `Fault` when an argument is missing; the tests hold every catalogue to the same keys and placeholders.
 */
export function sayIn(language: Language, timeZone: string, now?: Date): Say {
  const view: DateView = { language, timeZone, ...(now === undefined ? {} : { now }) };
  return (key, args = {}) => fillIn(key, messageFor(language, key), args, view);
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
