import type { Language } from "../language/language.ts";
import { comparable } from "../language/normalise.ts";
import type { DecisionKind, RemedyKind } from "./complaint.ts";

interface Offered {
  readonly kind: RemedyKind;
  readonly what: string;
}

/** What a decision offers, whether it is still being made or already stands. */
export interface Offer {
  readonly kind: DecisionKind;
  readonly report: string;
  readonly remedies: readonly Offered[];
  readonly alternatives: readonly { readonly remedies: readonly Offered[] }[];
}

/**
 * Whether `second` repeats `first`: the same report, or, in any of its alternatives, the same kind of decision with the same set of
 * remedies. Remedies are the same when kind and *what* are, as a reader sees them: case, spelling variants, digits' script, order and
 * repetition do not make a difference, nor do who and by when.
 */
export function repeats(first: Offer, second: Offer, language: Language): boolean {
  if (comparable(first.report, language) === comparable(second.report, language)) return true;
  const known = new Set(solutionsOf(first, language));
  return solutionsOf(second, language).some((solution) => known.has(solution));
}

/** Whether two of the offer's alternatives are the same. */
export function hasTwins(offer: Offer, language: Language): boolean {
  const solutions = solutionsOf(offer, language);
  return new Set(solutions).size < solutions.length;
}

/** Each solution on offer as one comparable text: the common remedies alone, or with those of each alternative. */
function solutionsOf({ kind, remedies, alternatives }: Offer, language: Language): readonly string[] {
  const sets =
    alternatives.length === 0 ? [remedies] : alternatives.map((alternative) => [...remedies, ...alternative.remedies]);
  return sets.map((set) => {
    const lines = set.map((remedy) => `${remedy.kind}: ${comparable(remedy.what, language)}`);
    return [kind, ...[...new Set(lines)].sort()].join("\n");
  });
}
