import { accepted, refused } from "../errors.ts";
import { endStage } from "./clocks.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import type { Carrier, EventDraft } from "./effect.ts";
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

/** A notice did not get through on one channel. Where no other is left, staff must reach the customer themselves; a decision's clock runs on. */
export const noticeFailed: Carrier<"notice_failed"> = (complaint, { last, kind, code, ...facts }) => {
  const failed: EventDraft = { kind, facts: code === undefined ? facts : { ...facts, code } };
  if (!last) return accepted({ after: complaint, events: [failed] });
  return accepted({
    after: complaint,
    events: [failed, ...toldInVain(complaint, facts.purpose)],
    follows: [{ kind: "alert", alert: { kind: "unreached" } }],
  });
};

function toldInVain(complaint: Complaint, purpose: string): readonly EventDraft[] {
  const round = presentRound(complaint);
  if (round === undefined || round.toldAt !== undefined || purpose !== `decision.${String(round.round)}`) return [];
  return [{ kind: "told_in_vain", facts: { round: round.round } }];
}

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
