import { z } from "zod";
import { brand } from "../../ids.ts";
import type { AttachmentId, ComplaintId, QuestionId } from "../../ids.ts";
import { asks, chosenIn, filesOf, ownWords, says, withFileCount } from "../prompts.ts";
import type { Facts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  questionId: z.string().optional(),
  words: z.array(z.string()).optional(),
  attachments: z.array(z.string()).optional(),
  done: z.boolean().optional(),
});

type StaffAnswer = z.infer<typeof slots>;

/** The customer's answer to a written question of staff: several messages and files, until it is sent. */
export const answerQuestion: Flow<StaffAnswer, "answer"> = {
  name: "answer_question",
  version: 1,
  slots: slots.extend({ words: z.union([slots.shape.words, z.string().transform((words) => [words])]).optional() }),
  words: ["words"],
  start: ({ done }) => (done === true ? "done" : "answer"),
  steps: {
    answer: {
      ask: (given, facts) => {
        const { say } = facts;
        const isEmpty = (given.words ?? []).length === 0 && (given.attachments ?? []).length === 0;
        if (isEmpty)
          return asks(say("question.ask", { question: questionOf(given, facts) }), [], ["text", "files", "place"]);
        const text = withFileCount(say("question.more"), given.attachments ?? [], say);
        return asks(text, [{ value: "done", label: say("question.send") }], ["text", "files", "place"]);
      },
      read: (answer, { words = [], attachments = [] }) => {
        if (chosenIn(answer) === "done") return { ok: true, slots: { done: true } };
        const said = ownWords(answer);
        const files = filesOf(answer);
        if (said === undefined && files.length === 0) return { ok: false, hint: "add.hint" };
        return {
          ok: true,
          slots: { words: said === undefined ? words : [...words, said], attachments: [...attachments, ...files] },
        };
      },
      next: ({ done }) => (done === true ? "done" : "answer"),
    },
  },
  finish: ({ complaintId = "", questionId = "", words = [], attachments = [] }) => ({
    kind: "command",
    command: {
      kind: "answer_question",
      complaintId: brand<ComplaintId>(complaintId),
      questionId: brand<QuestionId>(questionId),
      words: words.join("\n"),
      attachments: attachments.map((id) => brand<AttachmentId>(id)),
    },
  }),
  tell: (outcome, { complaintId, questionId }, facts) => {
    const answered =
      complaintId === undefined || questionId === undefined
        ? {}
        : { answered: { kind: "question" as const, complaintId, questionId } };
    if (!outcome.ok) return { ...refusalOf(outcome, facts), ...answered };
    return { prompts: [says(facts.say("question.told"))], ...answered };
  },
  collect: ({ words = [], attachments = [] }, extra) => ({
    words: extra.words === undefined ? words : [...words, extra.words],
    attachments: [...attachments, ...extra.attachments],
  }),
};

function questionOf({ complaintId, questionId }: Partial<StaffAnswer>, facts: Facts): string {
  return complaintIn(complaintId, facts)?.questions.find(({ id }) => id === questionId)?.text ?? "";
}
