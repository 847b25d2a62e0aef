import { isPaused, pauseClock, resumeClock } from "../calendar/run-clock.ts";
import { accepted, refused } from "../errors.ts";
import { limitTimers, runningClock, voidLimits, withClock } from "./clocks.ts";
import type { Clocked } from "./clocks.ts";
import type { Complaint, Question } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import { firstRefusal, isBlank, staffOf } from "./effect.ts";
import type { Carrier } from "./effect.ts";
import { tooManyFiles } from "./files.ts";
import { isOpenQuestion, openQuestions } from "./open-questions.ts";

/** Puts a written question to the customer. The clock stops only when it has been delivered. */
export const ask: Carrier<"ask"> = (complaint, { questionId, text }, context) => {
  const refusal = firstRefusal(
    [isBlank(text), "refusal.question_empty"],
    [complaint.questions.some(({ id }) => id === questionId), "refusal.question_asked_already"],
  );
  if (refusal !== undefined) return refusal;
  const question: Question = { id: questionId, askedAt: context.moment.now, askedBy: staffOf(context), text };
  return accepted({
    after: { ...complaint, questions: [...complaint.questions, question] },
    events: [{ kind: "question_asked", facts: { questionId } }],
    follows: [{ kind: "notice", notice: { kind: "question", questionId } }],
  });
};

/** A platform took the question: from now on the customer owes an answer, and the clock stands. */
export const questionDelivered: Carrier<"question_delivered"> = (complaint, { questionId }, context) => {
  const question = complaint.questions.find(({ id }) => id === questionId);
  if (question === undefined || !isOpenQuestion(question) || question.deliveredAt !== undefined)
    return refused("refusal.no_longer_due");
  const { now } = context.moment;
  const delivered = withQuestion(complaint, { ...question, deliveredAt: now });
  const clock = runningClock(delivered);
  const event = { kind: "question_delivered" as const, facts: { questionId } };
  if (clock === undefined || isPaused(clock)) return accepted({ after: delivered, events: [event] });
  return accepted({
    after: withClock(delivered, clock, pauseClock(clock, questionId, now)),
    events: [event],
    follows: voidLimits(delivered, clock),
  });
};

/** The customer's answer; the clock runs again unless another question waits. */
export const answerQuestion: Carrier<"answer_question"> = (complaint, { questionId, words, attachments }, context) => {
  const question = complaint.questions.find(({ id }) => id === questionId);
  if (question === undefined) return refused("refusal.no_open_question");
  const refusal = firstRefusal(
    [question.answer !== undefined, "refusal.question_answered_already"],
    [question.withdrawnAt !== undefined, "refusal.question_withdrawn"],
    [isBlank(words) && attachments.length === 0, "refusal.nothing_said"],
    tooManyFiles(complaint, attachments, context),
  );
  if (refusal !== undefined) return refusal;
  const answer = { at: context.moment.now, words, attachments, door: context.door };
  const { complaint: after, follows } = goOn(withQuestion(complaint, { ...question, answer }), context);
  return accepted({
    after,
    events: [{ kind: "question_answered", facts: { questionId, words, files: attachments.length } }],
    follows,
  });
};

/** Staff need no answer any more; the clock runs again unless another question waits. */
export const withdrawQuestion: Carrier<"withdraw_question"> = (complaint, { questionId }, context) => {
  const question = complaint.questions.find(({ id }) => id === questionId);
  if (question === undefined) return refused("refusal.no_open_question");
  const refusal = firstRefusal(
    [question.answer !== undefined, "refusal.question_answered_already"],
    [question.withdrawnAt !== undefined, "refusal.question_withdrawn"],
  );
  if (refusal !== undefined) return refusal;
  const withdrawn = withQuestion(complaint, { ...question, withdrawnAt: context.moment.now });
  const { complaint: after, follows } = goOn(withdrawn, context);
  return accepted({ after, events: [{ kind: "question_withdrawn", facts: { questionId } }], follows });
};

/** Starts the standing clock again where no delivered question is open any more. */
function goOn(complaint: Complaint, { calendar, moment }: CommandContext): Clocked {
  const clock = runningClock(complaint);
  const owes = openQuestions(complaint).some(({ deliveredAt }) => deliveredAt !== undefined);
  if (clock === undefined || owes || !isPaused(clock)) return { complaint, follows: [] };
  const resumed = resumeClock(clock, calendar, moment.now);
  return {
    complaint: withClock(complaint, clock, resumed),
    follows: [...voidLimits(complaint, clock), ...limitTimers(complaint, resumed, calendar)],
  };
}

function withQuestion(complaint: Complaint, changed: Question): Complaint {
  return {
    ...complaint,
    questions: complaint.questions.map((question) => (question.id === changed.id ? changed : question)),
  };
}
