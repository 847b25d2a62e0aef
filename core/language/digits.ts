import type { Language } from "./language.ts";

/** First digit of each script whose digits customers type: Arabic-Indic, Persian, fullwidth. */
const zeros = [0x0660, 0x06f0, 0xff10] as const;

const foreignDigit = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;

/** `text` with every Persian, Arabic-Indic and fullwidth digit as its Latin one; all else as it was. */
export function toLatinDigits(text: string): string {
  return text.replace(foreignDigit, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeros.find((start) => code >= start && code <= start + 9) ?? code;
    return String(code - zero);
  });
}

const localZero: Readonly<Partial<Record<Language, number>>> = { fa: 0x06f0, ar: 0x0660 };

/** `text` with its Latin digits in those of `language`: Persian for fa, Arabic-Indic for ar, unchanged for the others. Not for codes. */
export function toLocalDigits(text: string, language: Language): string {
  const zero = localZero[language];
  return zero === undefined ? text : text.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)));
}
