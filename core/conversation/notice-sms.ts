import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { grouped } from "./views.ts";
import type { View } from "./views.ts";

/** Notices that have a short form: a rating's question is short as it is, and goes with its choices. */
export type ShortNotice = Exclude<Notice, { readonly kind: "rate" }>;

/**
 * A notice as an SMS. Registration and a new passcode fit into one part of 70 UTF-16 units in every language; the others name the
 * number and say where the rest is read.
 */
export function noticeSms(notice: ShortNotice, complaint: Complaint, { say }: View): string {
  const number = { code: complaint.number };
  switch (notice.kind) {
    case "registered":
      return say("sms.registered", { number, passcode: { code: grouped(notice.passcode) } });
    case "passcode_renewed":
      return say("sms.passcode_renewed", { number, passcode: { code: grouped(notice.passcode) } });
    case "decision":
      return say("sms.decision", { number });
    case "question":
      return say("sms.question", { number, question: questionIn(complaint, notice.questionId) });
    case "reminder":
      return say("sms.reminder", { number });
    case "lapse_warning":
      return say("sms.lapse_warning", { number, day: notice.lapsesAt });
    case "under_evaluation":
      return say("notice.under_evaluation", { number });
    case "second_evaluation":
      return say("notice.second_evaluation", { number });
    case "left_open":
      return say("sms.left_open", { number });
    case "closed":
      return say("notice.closed", { number, rule: complaint.closing ?? "other" });
    case "merged":
      return say("notice.merged", { number });
    case "reopened":
      return say("notice.reopened", { number });
    case "remedy_carried_out":
      return say("notice.remedy_carried_out", { number });
    case "late":
      return notice.newDueAt === undefined
        ? say("notice.late", { number })
        : say("notice.late_until", { number, day: notice.newDueAt });
  }
}

function questionIn({ questions }: Complaint, questionId: string): string {
  return questions.find(({ id }) => id === questionId)?.text ?? "";
}
