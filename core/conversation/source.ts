import { textIn } from "../organisation/look-up.ts";
import type { Source } from "../organisation/organisation.ts";
import type { Facts } from "./facts.ts";

/** Where a customer came from, by its key; undefined where the organisation has no such source (any more). */
export function sourceNamed({ organisation }: Facts, key: string | undefined): Source | undefined {
  return organisation.sources.find((source) => source.key === key);
}

/** The product that a source is about, in the customer's language. */
export function productOf(facts: Facts, key: string | undefined): string | undefined {
  const product = sourceNamed(facts, key)?.product;
  return product === undefined ? undefined : textIn(product, facts.language, facts.organisation);
}
