import { accepted, refused } from "../errors.ts";
import { isRated } from "./close.ts";
import type { Rating } from "./complaint.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** Asks how satisfied the customer is, once, after an ending in which they were heard. */
export const askForRating: Carrier<"ask_for_rating"> = (complaint, _command, { moment }) => {
  const asked = complaint.ratingAskedAt !== undefined || complaint.rating !== undefined;
  if (asked || !isRated(complaint.closing)) return refused("refusal.no_longer_due");
  return accepted({
    after: { ...complaint, ratingAskedAt: moment.now },
    events: [{ kind: "rating_asked" }],
    follows: [{ kind: "notice", notice: { kind: "rate" } }],
  });
};

/** The customer's three marks, from one to five, once. */
export const rate: Carrier<"rate"> = (complaint, { handling, outcome, effort, words }, { moment }) => {
  const refusal = firstRefusal(
    [complaint.closing === "merged", "refusal.merged_into_another"],
    [complaint.rating !== undefined, "refusal.rated_already"],
    [![handling, outcome, effort].every(isMark), "refusal.marks_one_to_five"],
  );
  if (refusal !== undefined) return refusal;
  const said = words === undefined || isBlank(words) ? {} : { words };
  const rating: Rating = { at: moment.now, handling, outcome, effort, ...said };
  return accepted({
    after: { ...complaint, rating },
    events: [{ kind: "rated", facts: { handling, outcome, effort } }],
  });
};

function isMark(mark: number): boolean {
  return Number.isInteger(mark) && mark >= 1 && mark <= 5;
}
