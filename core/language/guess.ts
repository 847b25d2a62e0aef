import { languages } from "./language.ts";
import type { Language } from "./language.ts";

/** Scripts and letters that only one of our languages has. Arabic script without any of these letters is left open. */
const signs: readonly (readonly [RegExp, Language])[] = [
  [/[پچژگ]/, "fa"],
  [/[ةى]/, "ar"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/[ğĞışİŞ]/, "tr"],
];

/** The language that the letters of `text` give away; undefined where they do not, and short texts are not guessed at. */
export function languageByLetters(text: string): Language | undefined {
  return signs.find(([letters]) => letters.test(text))?.[1];
}

/** The language of a BCP 47 tag such as `fa-IR`; undefined when it is none of ours or no tag. */
export function languageOfLocale(locale: string): Language | undefined {
  const primary = locale.toLowerCase().split(/[-_]/, 1)[0];
  return languages.find((language) => language === primary);
}

/** The language that most people of a country read (Unicode CLDR, likely subtags), by its ISO 3166-1 code; undefined when it is none of ours. */
export function languageOfCountry(country: string): Language | undefined {
  return languageOfLocale(new Intl.Locale("und", { region: country }).maximize().language);
}

/** First guess of a newcomer's language: the channel's locale, else the letters of the first text. Undefined: ask. */
export function guessLanguage(locale: string | undefined, text: string | undefined): Language | undefined {
  const byLocale = locale === undefined ? undefined : languageOfLocale(locale);
  return byLocale ?? (text === undefined ? undefined : languageByLetters(text));
}
