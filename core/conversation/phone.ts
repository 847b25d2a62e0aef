import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { CountryCode } from "libphonenumber-js";
import { toLatinDigits } from "../language/digits.ts";

/**
 * A phone number as people write it, in E.164; undefined where it is none. Without a prefix it is taken as a number of `country`
 * (ISO 3166-1 alpha-2).
 */
export function toPhone(text: string, country: string): string | undefined {
  const latin = toLatinDigits(text).replace(/^\s*00/, "+");
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const phone = parsePhoneNumberFromString(latin, home);
  return phone?.isValid() === true ? phone.number : undefined;
}
