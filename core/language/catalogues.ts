import arabic from "./catalogues/ar.json" with { type: "json" };
import english from "./catalogues/en.json" with { type: "json" };
import persian from "./catalogues/fa.json" with { type: "json" };
import russian from "./catalogues/ru.json" with { type: "json" };
import turkish from "./catalogues/tr.json" with { type: "json" };
import type { Language } from "./language.ts";

/** Every text in every language, in ICU MessageFormat. The build fails unless all catalogues have the keys of English. */
export const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: english,
  fa: persian,
  tr: turkish,
  ar: arabic,
  ru: russian,
};
