import { textIn } from "../organisation/look-up.ts";
import type { Facts } from "./facts.ts";

/** The product that a source of the organisation's is about, in the customer's language; undefined where it is about none, or is gone. */
export function productOf(facts: Facts, key: string | undefined): string | undefined {
  const product = facts.organisation.sources.find((source) => source.key === key)?.product;
  return product === undefined ? undefined : textIn(product, facts.language, facts.organisation);
}
