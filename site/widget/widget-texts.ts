import { languages, type Language } from "../../core/language/language.ts";
import type { PackedTexts } from "./saying.ts";

/** Texts by key, as a catalogue file holds them. */
export type Catalogue = Readonly<Record<string, string>>;

const PREFIX = "widget.";
/** The widget fills `{name}` and nothing else: no plurals, no selections, no quoting. */
const BEYOND_NAMES = /\{(?!\w+\})|'/u;

/**
 * Packs the `widget.*` texts of all catalogues. What a language lacks comes from English where `lenient`, for working on
 * the widget before its translations are there; otherwise it is a fault that names every missing text. A text that needs more than
 * names filled in is always one.
 */
export function packTexts(catalogues: Readonly<Record<Language, Catalogue>>, lenient: boolean): PackedTexts {
  const keys = Object.keys(catalogues.en).filter((key) => key.startsWith(PREFIX));
  const missing = languages.flatMap((language) =>
    keys.filter((key) => catalogues[language][key] === undefined).map((key) => `${language}: ${key}`),
  );
  if (missing.length > 0 && !lenient) throw new Error(`The widget lacks texts: ${missing.join(", ")}`);
  const textOf = (language: Language, key: string): string => {
    const text = catalogues[language][key] ?? catalogues.en[key] ?? key;
    if (BEYOND_NAMES.test(text))
      throw new Error(`The widget cannot fill ${language}: ${key}, only {name} is understood`);
    return text;
  };
  const pack = (language: Language): readonly string[] => keys.map((key) => textOf(language, key));
  return {
    keys,
    texts: { en: pack("en"), fa: pack("fa"), tr: pack("tr"), ar: pack("ar"), ru: pack("ru") },
  };
}
