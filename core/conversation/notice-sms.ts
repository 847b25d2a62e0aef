import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Say } from "../language/text-key.ts";
import { grouped } from "./views.ts";
import type { View } from "./views.ts";

/** Notices that have a short form: a rating's question is short as it is, and goes with its choices. */
export type ShortNotice = Exclude<Notice, { readonly kind: "rate" }>;

/**
 * A notice as an SMS. Each fits into one part in every language (70 UTF-16 units, or 160 letters of the GSM alphabet), save a question, which
 * comes in the words of whoever asks. Where customers cannot answer by SMS, `page` is the address at which they can.
 */
export function noticeSms(notice: ShortNotice, complaint: Complaint, { say }: View, page?: string): string {
  const number = { code: complaint.number };
  const how = page ?? say("sms.answer_here");
  switch (notice.kind) {
    case "registered":
      return say("sms.registered", { number, passcode: { code: grouped(notice.passcode) } });
    case "passcode_renewed":
      return say("sms.passcode_renewed", { number, passcode: { code: grouped(notice.passcode) } });
    case "decision":
      return say("sms.decision", { number, how });
    case "question":
      return questionSms(complaint, notice.questionId, page, say);
    case "reminder":
      return say("sms.reminder", { number, how });
    case "lapse_warning":
      return page === undefined
        ? say("sms.lapse_warning", { number, day: notice.lapsesAt, how })
        : say("sms.lapse_warning_page", { number, day: notice.lapsesAt, page });
    case "under_evaluation":
      return say("notice.under_evaluation", { number });
    case "second_evaluation":
      return say("sms.second_evaluation", { number });
    case "left_open":
      return say("sms.left_open", { number, how });
    case "closed":
      return say("sms.closed", { number, how, rule: complaint.closing ?? "other" });
    case "merged":
      return say("sms.merged", { number });
    case "reopened":
      return say("sms.reopened", { number });
    case "remedy_carried_out":
      return say("notice.remedy_carried_out", { number });
    case "late":
      return notice.newDueAt === undefined
        ? say("sms.late", { number })
        : say("sms.late_until", { number, day: notice.newDueAt });
  }
}

function questionSms(
  { number: code, questions }: Complaint,
  questionId: string,
  page: string | undefined,
  say: Say,
): string {
  const question = questions.find(({ id }) => id === questionId)?.text ?? "";
  return say("sms.question", { number: { code }, question, how: page ?? say("sms.answer_by_sms") });
}
