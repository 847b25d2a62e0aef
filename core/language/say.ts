import { Fault } from "../errors.ts";
import { catalogues } from "./catalogues.ts";
import type { DateView } from "./dates.ts";
import { fillIn } from "./fill-in.ts";
import type { Language } from "./language.ts";
import { compileMessage } from "./message.ts";
import type { Message } from "./message.ts";
import type { Say, TextKey } from "./text-key.ts";
import type { TextOverrides } from "./text-overrides.ts";

/**
 * The texts of one language. Numbers come in its digits, dates in its calendar at `timeZone` (`{at}` and `{at, date}` as a day,
 * `{at, date, short}` as a day in digits, `{at, time}` as a day with its time), codes isolated and in Latin digits. Where `now` is given, dates of this year leave the year out.
 * Throws `Fault` when an argument is missing; the tests hold every catalogue to the same keys and placeholders.
 */
export function sayIn(language: Language, timeZone: string, now?: Date): Say {
  const view: DateView = { language, timeZone, ...(now === undefined ? {} : { now }) };
  return (key, args = {}) => fillIn(key, messageFor(language, key), args, view);
}

/** The texts of one language with `overrides` in the place of those in force: to see what would be said. As `sayIn` otherwise. */
export function sayWith(overrides: TextOverrides, language: Language, timeZone: string, now?: Date): Say {
  const view: DateView = { language, timeZone, ...(now === undefined ? {} : { now }) };
  return (key, args = {}) => {
    const own = overrides[language]?.[key] ?? catalogues[language][key] ?? "";
    return fillIn(key, compileMessage(own, language), args, view);
  };
}

let inForce: TextOverrides = {};

/** From now on `overrides`, and nothing that was overridden before, stand in the place of the catalogues' texts in this process. They have been checked. */
export function overrideTexts(overrides: TextOverrides): void {
  inForce = overrides;
  for (const compiled of Object.values(messages)) compiled.clear();
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
  const text = inForce[language]?.[key] ?? catalogues[language][key];
  if (text === undefined) throw new Fault("text-missing", `no text ${key} in ${language}`);
  const made = compileMessage(text, language);
  messages[language].set(key, made);
  return made;
}
