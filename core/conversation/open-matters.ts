import { isRated } from "../complaint/close.ts";
import type { Complaint, Question, Round } from "../complaint/complaint.ts";
import { unexplainedNo } from "../complaint/reason.ts";
import type { Facts } from "./facts.ts";

const dayMs = 24 * 60 * 60 * 1_000;

/** The customer's complaints that have not ended; those left open can still be added to. */
export function unended(complaints: readonly Complaint[]): readonly Complaint[] {
  return complaints.filter(({ status }) => status !== "closed");
}

/** Questions of staff that the customer has not answered, oldest first within each complaint. */
export function openQuestionsOf({ questions }: Complaint): readonly Question[] {
  return questions.filter(({ answer, withdrawnAt }) => answer === undefined && withdrawnAt === undefined);
}

/** The round whose decision waits for the customer's answer. */
export function roundToAnswer({ status, rounds }: Complaint): Round | undefined {
  const last = rounds.at(-1);
  const state = last?.consent?.state;
  return status === "concluded" && (state === "asked" || state === "doubted") ? last : undefined;
}

/** The newest round to which the customer said no without saying why, while the reason still tells somebody something. */
export function roundToExplain(complaint: Complaint): Round | undefined {
  if (complaint.status === "closed" || roundToAnswer(complaint) !== undefined) return undefined;
  return complaint.rounds.findLast(({ round }) => unexplainedNo(complaint, round) !== undefined);
}

/** Whether a question of staff or a decision has been put to the customer after `moment` and waits for an answer. */
export function isAskedSince(moment: Date, complaints: readonly Complaint[]): boolean {
  return complaints.some((complaint) => {
    const decision = roundToAnswer(complaint)?.consent;
    return (
      (decision !== undefined && decision.askedAt > moment) ||
      openQuestionsOf(complaint).some(({ askedAt }) => askedAt > moment)
    );
  });
}

/** The complaint that was closed by the customer's yes so lately that words of doubt still open the question again. */
export function latelyAccepted({ complaints, organisation, now }: Facts): Complaint | undefined {
  const since = now.getTime() - organisation.policy.doubtDays * dayMs;
  return complaints
    .filter(({ closing, closedAt }) => closing === "accepted" && closedAt !== undefined && closedAt.getTime() >= since)
    .toSorted((one, other) => Number(other.closedAt) - Number(one.closedAt))[0];
}

/** Whether silence closed the complaint so lately that the customer can still undo it. */
function canUndoLapse(complaint: Complaint, { organisation, now }: Facts): boolean {
  const { closing, closedAt } = complaint;
  if (closing !== "unanswered" || closedAt === undefined) return false;
  return closedAt.getTime() + organisation.policy.undoDays * dayMs >= now.getTime();
}

/** What a customer can do with a complaint that they follow, in any way of following it. */
export type CustomerAction = "question" | "decision" | "undo" | "rate" | "add" | "withdraw";

/** What can be done with the complaint now, what waits for the customer first. */
export function actionsOn(complaint: Complaint, facts: Facts): readonly CustomerAction[] {
  const goesOn = complaint.status !== "closed";
  const possible: readonly (readonly [CustomerAction, boolean])[] = [
    ["question", openQuestionsOf(complaint).length > 0],
    ["decision", roundToAnswer(complaint) !== undefined],
    ["undo", canUndoLapse(complaint, facts)],
    ["rate", isToRate(complaint)],
    ["add", goesOn],
    ["withdraw", goesOn],
  ];
  return possible.flatMap(([action, isPossible]) => (isPossible ? [action] : []));
}

/** Where something was decided and ended, and the customer has not said yet how it was. */
function isToRate({ rating, closing, status }: Complaint): boolean {
  return rating === undefined && (isRated(closing) || status === "open");
}
