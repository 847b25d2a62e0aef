import type { CategoryKey, DepartmentKey } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Category, ExternalRemedy, Localised, Organisation } from "./organisation.ts";

/** `text` in `language`, else in the organisation's first language. */
export function textIn(text: Localised, language: Language, organisation: Organisation): string {
  return text[language] ?? text[organisation.languages[0]] ?? "";
}

/** The category with this key, at any depth; undefined where the profile has it no longer. */
export function categoryByKey(organisation: Organisation, key: CategoryKey): Category | undefined {
  return everyCategory(organisation.categories).find((category) => category.key === key);
}

/** The categories that a complaint can have: those without children, in the order of the tree. */
export function leafCategories(organisation: Organisation): readonly Category[] {
  return everyCategory(organisation.categories).filter((category) => category.children.length === 0);
}

/** Those that are still offered to customers, of one level of the tree. */
export function offered<Thing extends { readonly retired?: true }>(level: readonly Thing[]): readonly Thing[] {
  return level.filter(({ retired }) => retired !== true);
}

function everyCategory(level: readonly Category[]): readonly Category[] {
  return level.flatMap((category) => [category, ...everyCategory(category.children)]);
}

/** The department with this key; undefined where the profile has it no longer. */
export function departmentOf(
  organisation: Organisation,
  key: DepartmentKey,
): Organisation["departments"][number] | undefined {
  return organisation.departments.find((department) => department.key === key);
}

/** Where a customer of `country` (ISO 3166-1 alpha-2) can turn after the second no; without a country, or without routes of its own, the general ones. */
export function externalRemediesFor(
  organisation: Organisation,
  country: string | undefined,
): readonly ExternalRemedy[] {
  const general = organisation.externalRemedies["*"] ?? [];
  return country === undefined ? general : (organisation.externalRemedies[country] ?? general);
}
