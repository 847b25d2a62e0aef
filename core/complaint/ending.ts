import { accepted } from "../errors.ts";
import { close } from "./close.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** The customer takes the complaint back. Staff may record it for them, with the customer's words as the reason. */
export const withdraw: Carrier<"withdraw"> = (complaint, { reason }, context) => {
  const refusal = firstRefusal([
    context.actor.kind !== "customer" && isBlank(reason),
    "refusal.customers_words_missing",
  ]);
  if (refusal !== undefined) return refusal;
  const { complaint: after, event, follows } = close(complaint, "withdrawn", context);
  const facts = reason === undefined || isBlank(reason) ? {} : { reason };
  return accepted({ after, events: [{ kind: "withdrawn", facts }, event], follows });
};

/** The complaint is a duplicate of `into`, which absorbs it in the same commit. Not once its customer has been given a decision. */
export const merge: Carrier<"merge"> = (complaint, { into, intoNumber }, context) => {
  const refusal = firstRefusal(
    [into === complaint.id, "refusal.merge_with_itself"],
    [complaint.rounds.some(({ decision }) => decision !== undefined), "refusal.too_late_to_merge"],
  );
  if (refusal !== undefined) return refusal;
  const { complaint: closed, event, follows } = close(complaint, "merged", context);
  return accepted({
    after: { ...closed, mergedInto: into },
    events: [{ kind: "merged", facts: { into, number: intoNumber } }, event],
    follows,
  });
};
