import { accepted, refused } from "../errors.ts";
import { close } from "./close.ts";
import type { Complaint } from "./complaint.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** An external body has ruled on an open complaint: it is taken up again, without another round. */
export const reopen: Carrier<"reopen"> = (complaint, { body, reference, orders }, context) => {
  const refusal = firstRefusal([isBlank(body) || isBlank(reference) || isBlank(orders), "refusal.ruling_incomplete"]);
  if (refusal !== undefined) return refusal;
  const ruling = { at: context.moment.now, by: staffOf(context), body, reference, orders };
  const after: Complaint = { ...complaint, status: "under_evaluation", ruling };
  return accepted({
    after,
    events: [{ kind: "reopened", facts: { body, reference } }],
    follows: [
      { kind: "alert", alert: { kind: "reopened" } },
      { kind: "notice", notice: { kind: "reopened" } },
    ],
  });
};

/** What was ruled has been done: the complaint closes by the rule `ruling`. */
export const carryOutRuling: Carrier<"carry_out_ruling"> = (complaint, { note }, context) => {
  if (complaint.ruling === undefined) return refused("refusal.no_ruling");
  const refusal = firstRefusal([isBlank(note), "refusal.ruling_note_missing"]);
  if (refusal !== undefined) return refusal;
  const carriedOut = { at: context.moment.now, by: staffOf(context), note };
  const done = { ...complaint, ruling: { ...complaint.ruling, carriedOut } };
  const { complaint: after, event, follows } = close(done, "ruling", context);
  return accepted({ after, events: [{ kind: "ruling_carried_out", facts: { note } }, event], follows });
};
