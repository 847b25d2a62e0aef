/**
 * Puts the texts of every catalogue in the order of their keys, and lists what a language lacks of English and what
 * English does not have. For whoever adds a text or a language; the tests refuse what is listed here.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { languages } from "../core/language/language.ts";
import type { Language } from "../core/language/language.ts";

const catalogue = z.record(z.string(), z.string());

function sorted(language: Language): readonly string[] {
  const file = new URL(`../core/language/catalogues/${language}.json`, import.meta.url);
  const before = readFileSync(file, "utf8");
  const texts = Object.entries(catalogue.parse(JSON.parse(before))).sort(([one], [other]) => (one < other ? -1 : 1));
  const after = `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
  if (after !== before) writeFileSync(file, after);
  return texts.map(([key]) => key);
}

const keys = new Map(languages.map((language) => [language, sorted(language)]));
const english = keys.get("en") ?? [];
const wanting = english.map((key) => ({
  key,
  missing: languages.filter((language) => keys.get(language)?.includes(key) !== true),
}));
const needless = languages.flatMap((language) =>
  (keys.get(language) ?? [])
    .filter((key) => !english.includes(key))
    .map((key) => `${language}: ${key} is not in English`),
);
const lines = [
  ...wanting
    .filter(({ missing }) => missing.length > 0)
    .map(({ key, missing }) => `${missing.join(", ")}: ${key} is missing`),
  ...needless,
];
process.stdout.write(`${[`${String(english.length)} texts, ${String(lines.length)} to mend`, ...lines].join("\n")}\n`);
