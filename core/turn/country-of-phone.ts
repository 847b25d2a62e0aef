import { parsePhoneNumberFromString } from "libphonenumber-js";

/** ISO 3166-1 alpha-2 country of a number in E.164; undefined where its prefix names none. */
export function countryOfPhone(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone)?.country;
}
