import type { Outcome } from "../conversation/conversation-command.ts";
import type { Facts } from "../conversation/facts.ts";

/** The facts' complaints after a command: its complaint as it is now, first in line when it is new. */
export function complaintsAfter(facts: Facts, outcome: Outcome): Facts["complaints"] {
  if (!outcome.ok || outcome.complaint === undefined) return facts.complaints;
  const { complaint } = outcome;
  const known = facts.complaints.some(({ id }) => id === complaint.id);
  return known
    ? facts.complaints.map((one) => (one.id === complaint.id ? complaint : one))
    : [complaint, ...facts.complaints];
}
