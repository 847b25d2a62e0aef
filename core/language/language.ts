/** The languages in which every text exists. The first is the default where nothing is known. */
export const languages = ["en", "fa", "tr", "ar", "ru"] as const;

export type Language = (typeof languages)[number];

/** The direction in which `language` is written. */
export function directionOf(language: Language): "rtl" | "ltr" {
  return language === "fa" || language === "ar" ? "rtl" : "ltr";
}
