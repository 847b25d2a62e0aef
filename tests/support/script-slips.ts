import type { Language } from "../../core/language/language.ts";

/** Digits that stand alone: not part of a Latin name such as UTF-8 or MP4. */
const bareDigits = String.raw`(?<![A-Za-z\d-])\d+(?![A-Za-z\d])`;

const slips: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [/ [,.;:!?]/g, /["']/g],
  fa: [
    // Letters of an Arabic keyboard, digits of another script, quotation marks that are not «».
    new RegExp(String.raw`[يكةى٠-٩"“”]|${bareDigits}|[,;?]| [،؛:.؟!]`, "g"),
    // A prefix or a plural that is written apart instead of being joined by a non-joiner.
    /(?<!\p{L})ن?می (?=\p{L})| (?:ها|های|هایی|هایتان|هایمان|تر|ترین)(?!\p{L})/gu,
  ],
  tr: [/[\p{Script=Cyrillic}\p{Script=Arabic}"']/gu, / [,.;:!?]/g],
  ar: [new RegExp(String.raw`[یکپچژگ۰-۹"“”]|${bareDigits}|[,;?]| [،؛:.؟!]`, "g")],
  ru: [/\p{Script=Cyrillic}[A-Za-z]|[A-Za-z]\p{Script=Cyrillic}/gu, /["']/g, / [,.;:!?]/g],
};

/** What a native would take for a slip of the keyboard in `words`: letters, digits, marks and spaces of another script. */
export function scriptSlips(words: string, language: Language): readonly string[] {
  const found = slips[language].flatMap((slip) => words.match(slip) ?? []);
  return words === words.normalize("NFC") ? found : [...found, "not composed (NFC)"];
}
