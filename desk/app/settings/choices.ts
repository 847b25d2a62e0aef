import { languageNames, languages } from "../../../core/language/language.ts";
import type { Language } from "../../../core/language/language.ts";

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/** Every country by its name in the reader's language. */
export function countryChoices(language: Language): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined || value === "ZZ" ? [] : [{ value, label }];
    })
    .toSorted((one, other) => one.label.localeCompare(other.label, language));
}

/** The languages by their own names. */
export const languageChoices = languages.map((value) => ({ value, label: languageNames[value] }));

/** Every time zone, with the one that is in force even where the browser calls it otherwise. */
export function timeZoneChoices(inForce: string): readonly string[] {
  return [...new Set([inForce, ...Intl.supportedValuesOf("timeZone")])].toSorted();
}

/** Those of `values` that are languages. */
export function asLanguages(values: readonly string[]): readonly Language[] {
  return values.flatMap((value) => languages.filter((known) => known === value));
}
