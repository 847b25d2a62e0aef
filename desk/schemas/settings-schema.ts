import { languages } from "../../core/language/language.ts";
import { settingsSections } from "../../core/store/settings-version.ts";
import { z } from "./api-zod.ts";
import { instant, language, line } from "./shared.ts";

/** Which settings. */
export const section = z.enum(settingsSections);

const saved = {
  section,
  version: z.int().openapi({ description: "0 where nothing was saved yet." }),
  savedBy: z.string().optional().openapi({ description: "An agent's id, or `file` for the profile's file." }),
  savedAt: instant.optional(),
  note: z.string().optional(),
};

/** A version of settings without its content. */
export const settingsLineSchema = z.object(saved).openapi("SettingsLine");

/** A version of settings, whole. */
export const settingsSchema = z
  .object({
    ...saved,
    content: z.unknown().openapi({
      description:
        "`profile`: as the profile file has it. `texts`: texts by key, by language. `canned_replies`: `{replies}`.",
    }),
    kept: z
      .array(z.string())
      .readonly()
      .optional()
      .openapi({ description: "Parts that the profile's file has otherwise, because they were changed here too." }),
  })
  .openapi("Settings");

/** Settings as somebody wants them. */
export const settingsChangeSchema = z
  .object({
    version: z
      .int()
      .min(0)
      .openapi({ description: "The version that was looked at; refused where somebody was faster." }),
    content: z.unknown(),
    note: line.optional(),
  })
  .openapi("SettingsChange");

/** Which old version shall be in force again. */
export const settingsRestoreSchema = z
  .object({ version: z.int().min(1), restored: z.int().min(1), note: line.optional() })
  .openapi("SettingsRestore");

/** What two versions differ in. */
export const differenceSchema = z
  .object({
    rows: z
      .array(z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional() }))
      .readonly(),
  })
  .openapi("SettingsDifference");

/** A part of the settings that is wrong. */
const wrongPartSchema = z.object({ path: z.string(), code: z.string() });

/** Whether settings could be saved, and what would follow. */
export const settingsCheckSchema = z
  .object({
    fields: z.array(wrongPartSchema).readonly(),
    erased: z
      .object({ ended: z.int(), neverFiled: z.int(), cap: z.int() })
      .optional()
      .openapi({ description: "Customers whose details retention would erase now, counted up to `cap`." }),
  })
  .openapi("SettingsCheck");

const localised = z
  .partialRecord(z.enum(languages), z.string().optional())
  .openapi({ type: "object", additionalProperties: { type: "string" } });

/** One text of the catalogues, and what the organisation says in its place. */
export const textSchema = z
  .object({
    key: z.string(),
    canBeChanged: z.boolean(),
    placeholders: z.array(z.string()).readonly(),
    texts: localised,
    own: localised,
  })
  .openapi("CatalogueText");

/** A text that somebody wants to see as it would be said. */
export const textPreviewSchema = z
  .object({ key: z.string().max(200), language, text: z.string().max(4_000) })
  .openapi("TextPreview");

/** How it would be said, with made-up values; or why it cannot. */
export const textShownSchema = z
  .object({
    text: z.string().optional(),
    code: z.string().optional(),
    smsParts: z.int().optional(),
    usualSmsParts: z.int().optional(),
  })
  .openapi("TextShown");

/** A canned reply or a template of a report. */
const cannedReplySchema = z
  .object({
    id: z.string(),
    kind: z.enum(["reply", "report"]),
    shortcut: z.string(),
    title: z.string(),
    department: z.string().optional(),
    texts: localised,
    updated: z.string().optional(),
  })
  .openapi("CannedReply");

/** The canned replies in force. */
export const cannedRepliesSchema = z
  .object({
    version: z.int(),
    rows: z.array(cannedReplySchema).readonly(),
    variables: z
      .array(z.object({ name: z.string(), example: z.string() }))
      .readonly()
      .openapi({ description: "What texts may name in braces, each with an example in the reader's language." }),
  })
  .openapi("CannedReplies");

/** A canned reply with its variables filled in. */
export const filledReplySchema = z
  .object({
    text: z.string(),
    language,
    missing: z
      .array(z.string())
      .readonly()
      .openapi({ description: "Variables that could not be filled and stand in the text as they are." }),
  })
  .openapi("FilledReply");
