import { accepted } from "../errors.ts";
import { without } from "../without.ts";
import type { Consequence } from "./change.ts";
import { nextStage } from "./clocks.ts";
import type { Complaint, Round } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier, Commands, EventDraft } from "./effect.ts";
import { presentRound, withRound } from "./rounds.ts";

/** Records category, department and the initial assessment, and starts the first evaluation. A safety complaint escalates at once. */
export const firstReview: Carrier<"first_review"> = (complaint, command, context) => {
  const { now } = context.moment;
  const reviewed: Complaint = {
    ...complaint,
    status: "under_evaluation",
    matter: { ...complaint.matter, category: command.category },
    department: command.department,
    review: assessment(command, context),
    ...(command.safety && complaint.escalatedAt === undefined ? { escalatedAt: now } : {}),
    rounds: [{ round: 1, startedAt: now }],
  };
  const { complaint: after, follows } = nextStage(reviewed, "evaluation", 1, context);
  const { category, department, severity, safety, complexity, impact, immediateAction } = command;
  const facts = { category, department, severity, safety, complexity, impact, immediateAction };
  const escalation: EventDraft[] =
    after.escalatedAt === complaint.escalatedAt ? [] : [{ kind: "escalated", facts: { reason: "safety" } }];
  const alerts: Consequence[] = safety ? [{ kind: "alert", alert: { kind: "safety" } }] : [];
  return accepted({
    after,
    events: [{ kind: "first_reviewed", facts }, ...escalation, { kind: "evaluation_started", facts: { round: 1 } }],
    follows: [...follows, ...alerts, { kind: "notice", notice: { kind: "under_evaluation" } }],
  });
};

function assessment(command: Commands["first_review"], context: CommandContext): NonNullable<Complaint["review"]> {
  const { severity, safety, complexity, impact, immediateAction, note } = command;
  const noted = note === undefined || isBlank(note) ? {} : { note };
  return {
    at: context.moment.now,
    by: staffOf(context),
    severity,
    safety,
    complexity,
    impact,
    immediateAction,
    ...noted,
  };
}

/** Sends the complaint to another department or category; whoever evaluated it for the former department no longer does. */
export const route: Carrier<"route"> = (complaint, { category, department, reason }) => {
  const moved = department !== complaint.department;
  const kept = category ?? complaint.matter.category;
  const refusal = firstRefusal(
    [isBlank(reason), "refusal.reason_missing"],
    [!moved && kept === complaint.matter.category, "refusal.routed_there_already"],
  );
  if (refusal !== undefined) return refusal;
  const routed = { ...complaint, matter: { ...complaint.matter, category: kept }, department };
  const after = moved ? unassigned(routed) : routed;
  return accepted({ after, events: [{ kind: "routed", facts: { category: kept, department, reason } }] });
};

/** Whoever has decided stays on record; only an evaluation still to be made is given back. */
function unassigned(complaint: Complaint): Complaint {
  const undecided = (round: Round) => (round.decision === undefined ? without(round, "evaluator") : round);
  return { ...complaint, rounds: complaint.rounds.map(undecided) };
}

/** Brings the complaint to the attention of those who oversee. */
export const escalate: Carrier<"escalate"> = (complaint, { reason }, { moment }) => {
  const refusal = firstRefusal(
    [complaint.escalatedAt !== undefined, "refusal.already_escalated"],
    [isBlank(reason), "refusal.reason_missing"],
  );
  if (refusal !== undefined) return refusal;
  return accepted({
    after: { ...complaint, escalatedAt: moment.now },
    events: [{ kind: "escalated", facts: { reason } }],
    follows: [{ kind: "alert", alert: { kind: "escalated" } }],
  });
};

/** Names who evaluates the present round; never round 1's decider in round 2. */
export const assign: Carrier<"assign"> = (complaint, { evaluator }) => {
  const round = presentRound(complaint);
  const refusal = firstRefusal(
    [round?.evaluator === evaluator, "refusal.assigned_already"],
    [isFirstDecider(complaint, evaluator), "refusal.same_evaluator"],
  );
  if (refusal !== undefined) return refusal;
  const after = withRound(complaint, { evaluator });
  return accepted({ after, events: [{ kind: "assigned", facts: { evaluator, round: round?.round ?? 1 } }] });
};

/** Whether `agent` decided round 1 and the complaint is now in round 2: a second evaluation needs other eyes. */
export function isFirstDecider(complaint: Complaint, agent: string): boolean {
  return complaint.rounds.length > 1 && complaint.rounds[0]?.decision?.by === agent;
}
