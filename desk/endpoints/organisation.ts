import type { Category } from "../../core/organisation/organisation.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import type { z } from "../schemas/api-zod.ts";
import { organisationSchema } from "../schemas/organisation-schema.ts";
import type { categorySchema } from "../schemas/organisation-schema.ts";

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
    { ...category, parent, canBeChosen: children.length === 0 && category.retired !== true },
    ...flat(children, category.key),
  ]);
}
