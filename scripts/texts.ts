/**
 * Puts the texts of every catalogue in the order of their keys, and lists for each language what it lacks of English and what
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

const english = sorted("en");
for (const language of languages.filter((each) => each !== "en")) {
  const own = sorted(language);
  const missing = english.filter((key) => !own.includes(key)).map((key) => `  - ${key}`);
  const needless = own.filter((key) => !english.includes(key)).map((key) => `  + ${key}`);
  const lines = [
    `${language}: ${String(missing.length)} missing, ${String(needless.length)} too many`,
    ...missing,
    ...needless,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
