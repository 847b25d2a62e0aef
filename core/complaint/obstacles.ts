import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { TextKey } from "../language/text-key.ts";
import type { Actor } from "./actor.ts";
import { sampleStates } from "./complaint.ts";
import type { Complaint } from "./complaint.ts";
import type { Commands } from "./effect.ts";
import { permit } from "./lifecycle.ts";
import { openQuestions } from "./open-questions.ts";
import { isPromiseAwaited } from "./remedies.ts";
import { isFirstDecider } from "./review.ts";
import { presentRound } from "./rounds.ts";

type Obstacle = (complaint: Complaint, actor: Actor) => TextKey | undefined;

/**
 * Why a command would be refused whatever is put into it, beyond what the lifecycle's table says of status and role. Each is a condition of the
 * command's own carrier, known before anybody fills in a form.
 */
const obstacles: Readonly<Partial<Record<keyof Commands, Obstacle>>> = {
  escalate: ({ escalatedAt }) => (escalatedAt === undefined ? undefined : "refusal.already_escalated"),
  decide: (complaint, actor) => {
    if (complaint.ruling !== undefined) return "refusal.ruling_allows_no_round";
    if (actor.kind === "agent" && isFirstDecider(complaint, actor.agentId)) return "refusal.same_decider";
    return openQuestions(complaint).length > 0 ? "refusal.question_still_open" : undefined;
  },
  withdraw_question: (complaint) => (openQuestions(complaint).length === 0 ? "refusal.no_open_question" : undefined),
  move_sample: ({ samples }) =>
    samples.some(({ steps }) => steps.at(-1)?.state !== sampleStates.at(-1))
      ? undefined
      : "refusal.no_sample_on_its_way",
  told: (complaint) => (presentRound(complaint)?.toldAt === undefined ? undefined : "refusal.already_told"),
  add_evidence: ({ closing }) => (closing === "merged" ? "refusal.merged_into_another" : undefined),
  merge: ({ rounds }) =>
    rounds.some(({ decision }) => decision !== undefined) ? "refusal.too_late_to_merge" : undefined,
  carry_out_ruling: ({ ruling }) => (ruling === undefined ? "refusal.no_ruling" : undefined),
  carry_out_remedy: (complaint) => (isPromiseAwaited(complaint) ? undefined : "refusal.nothing_promised"),
};

/** Whether `actor` may give the command now: by the lifecycle's table, and by what the complaint itself stands in the way with. */
export function mayNow(complaint: Complaint, command: keyof Commands, actor: Actor): Result<true> {
  const permitted = permit(complaint, command, actor);
  if (!permitted.ok) return permitted;
  const key = obstacles[command]?.(complaint, actor);
  return key === undefined ? accepted(true) : refused(key);
}
