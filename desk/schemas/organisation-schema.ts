import { languages } from "../../core/language/language.ts";
import { z } from "./api-zod.ts";
import { language } from "./shared.ts";

/** A text in the languages that it has. */
const localised = z
  .partialRecord(z.enum(languages), z.string().optional())
  .openapi({ type: "object", additionalProperties: { type: "string" } });

/** A row of the category tree. */
export const categorySchema = z
  .object({
    key: z.string(),
    parent: z.string().optional().openapi({ description: "Key of the category above it; unset at the top." }),
    name: localised,
    department: z.string(),
    retired: z.literal(true).optional().openapi({ description: "Kept for the complaints that have it; nothing new." }),
    canBeChosen: z.boolean(),
  })
  .openapi("Category");

/** What forms need to choose from. */
export const organisationSchema = z
  .object({
    name: localised,
    languages: z.array(language).readonly(),
    timeZone: z.string(),
    country: z.string(),
    departments: z
      .array(z.object({ key: z.string(), name: localised, retired: z.literal(true).optional() }))
      .readonly(),
    categories: z.array(categorySchema),
    policy: z.object({
      unansweredAfterDays: z.int().optional(),
      reminderDays: z.array(z.int()).readonly(),
      undoDays: z.int(),
      doubtDays: z.int(),
      maxFiles: z.int(),
    }),
  })
  .openapi("Organisation");
