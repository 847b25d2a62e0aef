import type { Complaint, Question } from "./complaint.ts";

/** Questions of staff that are neither answered nor withdrawn, oldest first. */
export function openQuestions(complaint: Pick<Complaint, "questions">): readonly Question[] {
  return complaint.questions.filter(isOpenQuestion);
}

/** Whether the customer can still answer `question`. */
export function isOpenQuestion(question: Question): boolean {
  return question.answer === undefined && question.withdrawnAt === undefined;
}
