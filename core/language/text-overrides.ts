import type { Language } from "./language.ts";

/** Texts of the organisation's own in the place of the catalogue's, by language and key. */
export type TextOverrides = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
