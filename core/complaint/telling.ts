import { accepted, refused } from "../errors.ts";
import type { Consequence } from "./change.ts";
import { endStage } from "./clocks.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import type { Carrier } from "./effect.ts";
import { presentRound, withRound } from "./rounds.ts";
import { silenceTimers } from "./silence-timers.ts";

/** The customer has been told of the decision: the conclusion stage ends, and the wait for an answer begins. */
export const told: Carrier<"told"> = (complaint, { round }, context) => {
  const refusal = refusalToTell(complaint, round);
  if (refusal !== undefined) return refusal;
  const { complaint: after, follows } = tell(complaint, context);
  return accepted({
    after,
    events: [{ kind: "told", facts: { round } }],
    follows: [...follows, ...silenceTimers(after, context)],
  });
};

/** No channel could carry the decision: the clock runs on, and staff must reach the customer themselves. */
export const toldInVain: Carrier<"told_in_vain"> = (complaint, { round }) => {
  const refusal = refusalToTell(complaint, round);
  if (refusal !== undefined) return refusal;
  const follows: Consequence[] = [{ kind: "alert", alert: { kind: "unreached" } }];
  return accepted({ after: complaint, events: [{ kind: "told_in_vain", facts: { round } }], follows });
};

/** The complaint with its present decision marked as told, unless it was before. An answer proves it, too. */
export function tell(complaint: Complaint, context: CommandContext): ReturnType<typeof endStage> {
  if (presentRound(complaint)?.toldAt !== undefined) return { complaint, follows: [] };
  return endStage(withRound(complaint, { toldAt: context.moment.now }), context);
}

function refusalToTell(complaint: Complaint, round: 1 | 2): ReturnType<typeof refused> | undefined {
  const present = presentRound(complaint);
  if (present?.round !== round) return refused("refusal.no_longer_due");
  return present.toldAt === undefined ? undefined : refused("refusal.already_told");
}
