import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { CountryCode } from "libphonenumber-js";
import { toLatinDigits } from "../language/digits.ts";
import type { Language } from "../language/language.ts";

/** The country that most speakers of a language have their number in; a guess for numbers without a prefix. */
const likelyCountries: Readonly<Partial<Record<Language, CountryCode>>> = { fa: "IR", tr: "TR", ru: "RU" };

/**
 * A phone number as people write it, in E.164; undefined where it is none. Without a prefix it is taken as a number of `country`
 * (ISO 3166-1 alpha-2); where that country has none like it, of the country that speaks `language`.
 */
export function toPhone(text: string, country: string, language: Language): string | undefined {
  const latin = toLatinDigits(text).replace(/^\s*00/, "+");
  for (const home of [country, likelyCountries[language] ?? country]) {
    const phone = parsePhoneNumberFromString(latin, isSupportedCountry(home) ? home : undefined);
    if (phone?.isValid() === true) return phone.number;
  }
  return undefined;
}
