import { languages, type Language } from "../../core/language/language.ts";

/** What the embed script's tag says. */
export interface Settings {
  /** Scheme, host and port of the Redress server: where the script came from. */
  readonly origin: string;
  readonly language: Language;
  /** Side of the launcher; undefined: the end of a line in the reader's language. */
  readonly side: "left" | "right" | undefined;
  /** The organisation's colour, `#rgb` or `#rrggbb`. */
  readonly color: string;
  /** A launcher that opens a window, or the whole of the page. */
  readonly mode: "launcher" | "page";
}

/** Sober enough for any site. */
const DEFAULT_COLOR = "#0b6e69";

/**
 * Reads `data-lang`, `data-position`, `data-color` and `data-mode` of the script's tag; what is missing or not understood
 * gets its default. `guesses` are language tags to try where the tag names none, the best first.
 */
export function readSettings(source: string, tag: DOMStringMap, guesses: readonly string[]): Settings {
  const { lang = "", position, color = "", mode } = tag;
  return {
    origin: new URL(source).origin,
    language: pickLanguage([lang, ...guesses]) ?? "en",
    side: position === "left" || position === "right" ? position : undefined,
    color: /^#(?:[0-9a-f]{3}){1,2}$/iu.test(color) ? color : DEFAULT_COLOR,
    mode: mode === "page" ? "page" : "launcher",
  };
}

/** The first of the tags (BCP 47) that names a language of the product. */
export function pickLanguage(tags: readonly (string | undefined)[]): Language | undefined {
  for (const tag of tags) {
    const primary = tag?.toLowerCase().split(/[-_]/u, 1)[0];
    const found = languages.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return undefined;
}
