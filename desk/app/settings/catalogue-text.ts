import type { z } from "zod";
import type { Language } from "../../../core/language/language.ts";
import type { textSchema } from "../../schemas/settings-schema.ts";
import type { Wire } from "../api/wire.ts";

/** A text of the catalogues. */
export type CatalogueText = Wire<z.output<typeof textSchema>>;

/** The organisation's own texts, by language and key. */
export type OwnTexts = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
