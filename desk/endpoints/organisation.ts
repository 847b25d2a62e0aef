import type { Category } from "../../core/organisation/organisation.ts";
import { languages } from "../../core/language/language.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { language } from "../schemas/shared.ts";

const localised = z
  .partialRecord(z.enum(languages), z.string().optional())
  .openapi({ type: "object", additionalProperties: { type: "string" } });

const categorySchema = z
  .object({
    key: z.string(),
    parent: z.string().optional().openapi({ description: "Key of the category above it; unset at the top." }),
    name: localised,
    department: z.string(),
    canBeChosen: z.boolean(),
  })
  .openapi("Category");

const organisationSchema = z
  .object({
    name: localised,
    languages: z.array(language).readonly(),
    timeZone: z.string(),
    country: z.string(),
    departments: z.array(z.object({ key: z.string(), name: localised })).readonly(),
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

/** Who runs this installation: what forms need to choose from. */
export function organisationEndpoints({ organisation }: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Organisation",
      access: "self",
      method: "GET",
      path: "/api/v1/organisation",
      summary: "Names, languages, departments, categories and policy",
      success: { status: 200, schema: organisationSchema },
      handle: async () => ({ value: { ...organisation, categories: flat(organisation.categories, undefined) } }),
    }),
  ];
}

/** The tree as rows, each below its parent: schemas that contain themselves are a burden to every generator. */
function flat(level: readonly Category[], parent: string | undefined): z.input<typeof categorySchema>[] {
  return level.flatMap(({ children, ...category }) => [
    { ...category, parent, canBeChosen: children.length === 0 },
    ...flat(children, category.key),
  ]);
}
