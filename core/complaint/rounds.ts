import type { Complaint, ConsentQuestion, Decision, Round } from "./complaint.ts";

/** The round at hand; undefined before the first review. */
export function presentRound(complaint: Pick<Complaint, "rounds">): Round | undefined {
  return complaint.rounds.at(-1);
}

/** The complaint with `change` made to the round at hand. */
export function withRound(complaint: Complaint, change: Partial<Round>): Complaint {
  const last = complaint.rounds.length - 1;
  return {
    ...complaint,
    rounds: complaint.rounds.map((round, index) => (index === last ? { ...round, ...change } : round)),
  };
}

/** A round that has come to its decision. */
export interface DecidedRound extends Round {
  readonly decision: Decision;
  readonly consent: ConsentQuestion;
}

/** The round at hand with its decision and consent question; undefined where it has none yet. */
export function decidedRound(complaint: Pick<Complaint, "rounds">): DecidedRound | undefined {
  const round = presentRound(complaint);
  if (round?.decision === undefined || round.consent === undefined) return undefined;
  return { ...round, decision: round.decision, consent: round.consent };
}
