import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { z } from "zod";
import type { Language } from "../../../core/language/language.ts";
import type { organisationSchema } from "../../schemas/organisation-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";

type OrganisationSeen = Wire<z.output<typeof organisationSchema>>;

/** How the organisation is asked for. */
export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  queryFn: ({ signal }) => get<OrganisationSeen>("/organisation", {}, signal),
  staleTime: 5 * 60_000,
});

type Named = Readonly<Partial<Record<Language, string | undefined>>>;

interface OrganisationInWords extends OrganisationSeen {
  /** A text of the organisation in the reader's language, else in its first one that has it. */
  readonly text: (named: Named | undefined) => string;
  /** The department's name; its key where it is not known. */
  readonly departmentName: (key: string) => string;
  /** The category's name, with those above it; its key where it is not known. */
  readonly categoryName: (key: string) => string;
}

/** Who runs this installation, with names in the reader's language; suspends until it is known. */
export function useOrganisation(): OrganisationInWords {
  const { data } = useSuspenseQuery(organisationQuery);
  const { language } = useLanguage();
  return useMemo(() => inWords(data, language), [data, language]);
}

function inWords(organisation: OrganisationSeen, language: Language): OrganisationInWords {
  const order = [language, ...organisation.languages];
  const text = (named: Named | undefined): string =>
    order.map((each) => named?.[each]).find((name) => name !== undefined) ?? "";
  const departments = new Map(organisation.departments.map((department) => [department.key, department]));
  const categories = new Map(organisation.categories.map((category) => [category.key, category]));
  const categoryName = (key: string): string => {
    const category = categories.get(key);
    if (category === undefined) return key;
    const own = text(category.name);
    return category.parent === undefined ? own : `${categoryName(category.parent)} › ${own}`;
  };
  return {
    ...organisation,
    text,
    departmentName: (key) => text(departments.get(key)?.name) || key,
    categoryName,
  };
}
