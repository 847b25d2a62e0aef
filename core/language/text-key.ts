import type english from "./catalogues/en.json";

/** The name of a text that exists in every catalogue; one that does not exist fails to compile. */
export type TextKey = keyof typeof english;

/** Values for a text's placeholders. A `Date` is shown in the customer's calendar, a `Code` isolated and in Latin digits. */
export type TextArgs = Readonly<Record<string, string | number | Date | Code>>;

/** A tracking number, passcode or phone number: never reordered by right-to-left text, never in local digits. */
export interface Code {
  readonly code: string;
}

/** Puts the text `key` in one language, with its digits, calendar and direction. Pure; made by `sayIn(language, timeZone)`. */
export type Say = (key: TextKey, args?: TextArgs) => string;
