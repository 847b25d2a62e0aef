/** The languages in which every text exists. The first is the default where nothing is known. */
export const languages = ["en", "fa", "tr", "ar", "ru"] as const;

export type Language = (typeof languages)[number];

/** The direction in which `language` is written. */
export function directionOf(language: Language): "rtl" | "ltr" {
  return language === "fa" || language === "ar" ? "rtl" : "ltr";
}

/** Each language by its own name, as its readers look for it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  fa: "فارسی",
  tr: "Türkçe",
  ar: "العربية",
  ru: "Русский",
};
