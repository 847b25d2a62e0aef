import type { Choice, Detail, Prompt } from "../channel/prompt.ts";
import { consentText } from "../complaint/consent-text.ts";
import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Say } from "../language/text-key.ts";
import { externalRemediesFor, textIn } from "../organisation/look-up.ts";
import type { Offer } from "./conversation.ts";
import { asks, says } from "./prompts.ts";
import { grouped, promiseIn } from "./views.ts";
import type { View } from "./views.ts";

/** In whose words a notice is put; `country` (ISO 3166-1 alpha-2) chooses the external routes, the general ones without it. */
export interface NoticeView extends View {
  readonly country?: string;
}

/** A notice as it goes into a conversation: the words, and what its choices are about. */
export interface NoticeWords {
  readonly prompt: Prompt;
  readonly about?: Offer["about"];
}

/** Puts a notice into words for a chat. Pure: the same notice always gives the same words. */
export function noticePrompt(notice: Notice, complaint: Complaint, view: NoticeView): NoticeWords {
  const { say } = view;
  const number = { code: complaint.number };
  switch (notice.kind) {
    case "registered":
      return { prompt: filedPrompt(complaint, notice.passcode, view) };
    case "passcode_renewed":
      return { prompt: passcodePrompt(complaint, notice.passcode, view) };
    case "under_evaluation":
      return { prompt: says(say("notice.under_evaluation", { number })) };
    case "question":
      return questionWords(complaint, notice.questionId, say);
    case "decision":
      return consentWords(complaint, notice.round, undefined, view);
    case "reminder":
      return consentWords(complaint, notice.round, say("notice.reminder", { number }), view);
    case "lapse_warning":
      return consentWords(complaint, notice.round, say("notice.lapse_warning", { number, day: notice.lapsesAt }), view);
    case "second_evaluation":
      return { prompt: says(say("notice.second_evaluation", { number })) };
    case "left_open":
      return { prompt: leftOpenPrompt(complaint, view) };
    case "closed":
      return { prompt: closedPrompt(complaint, view) };
    case "merged":
      return { prompt: says(say("notice.merged", { number })) };
    case "reopened":
      return { prompt: says(say("notice.reopened", { number })) };
    case "remedy_carried_out":
      return {
        prompt: says(say("notice.remedy_carried_out", { number }), promiseDetail(complaint, notice.remedyId, view)),
      };
    case "late":
      return { prompt: says(latePhrase(notice, number, say)) };
    case "rate":
      return {
        prompt: asks(`${say("notice.rate", { number })}\n\n${say("rate.handling.ask")}`, marks(say)),
        about: { kind: "rating", complaintId: complaint.id },
      };
  }
}

/** Number and passcode of a complaint that has just been registered. */
export function filedPrompt(complaint: Complaint, passcode: string, { say }: View): Prompt {
  const review = complaint.clocks.find(({ stage }) => stage === "first_review");
  const next = review === undefined ? "" : `\n\n${say("notice.registered.next", { day: review.dueAt })}`;
  const text = `${say("notice.registered")}\n\n${say("notice.registered.keep")}${next}`;
  return { ...says(text, keyDetails(complaint, passcode, say)), secret: grouped(passcode) };
}

/** A new passcode, which makes the old one void. */
export function passcodePrompt(complaint: Complaint, passcode: string, { say }: View): Prompt {
  return { ...says(say("notice.passcode_renewed"), keyDetails(complaint, passcode, say)), secret: grouped(passcode) };
}

function keyDetails({ number }: Complaint, passcode: string, say: Say): readonly Detail[] {
  return [
    { label: say("view.number"), value: say("view.code", { code: { code: number } }) },
    { label: say("view.passcode"), value: say("view.code", { code: { code: grouped(passcode) } }) },
  ];
}

/** The decision with its question: the exact words that are kept with the answer. */
export function consentWords(complaint: Complaint, round: 1 | 2, before: string | undefined, view: View): NoticeWords {
  const { say } = view;
  const asked = complaint.rounds.find((each) => each.round === round);
  const text = asked?.consent?.text ?? consentText(complaint, round, say, view.organisation.timeZone);
  return {
    prompt: {
      ...asks(before === undefined ? text : `${before}\n\n${text}`, consentChoices(say)),
      ...(asked?.decision === undefined ? {} : { files: asked.decision.attachments }),
    },
    about: { kind: "consent", complaintId: complaint.id, round },
  };
}

/** The three answers to a decision. */
export function consentChoices(say: Say): readonly Choice[] {
  return [
    { value: "accept", label: say("consent.accept") },
    { value: "reject", label: say("consent.reject") },
    { value: "partly", label: say("consent.partly") },
  ];
}

/** One to five, in words: a bare number would be taken for the place in the list. */
export function marks(say: Say): readonly Choice[] {
  return [
    { value: "1", label: say("rate.mark.1") },
    { value: "2", label: say("rate.mark.2") },
    { value: "3", label: say("rate.mark.3") },
    { value: "4", label: say("rate.mark.4") },
    { value: "5", label: say("rate.mark.5") },
  ];
}

/** Recorded as open, with the routes outside the company. */
export function leftOpenPrompt(complaint: Complaint, view: NoticeView): Prompt {
  const { say, language, organisation } = view;
  const routes = externalRemediesFor(organisation, view.country).map(({ name, how, url }) => ({
    label: textIn(name, language, organisation),
    value: url === undefined ? textIn(how, language, organisation) : `${textIn(how, language, organisation)}\n${url}`,
  }));
  const text = say("notice.left_open", { number: { code: complaint.number } });
  return says(routes.length === 0 ? text : `${text}\n\n${say("notice.left_open.routes")}`, routes);
}

/** Closed, in the words of the rule by which it was. */
export function closedPrompt({ number: digits, closing }: Complaint, { say }: View): Prompt {
  return says(say("notice.closed", { number: { code: digits }, rule: closing ?? "other" }));
}

function questionWords(complaint: Complaint, questionId: string, say: Say): NoticeWords {
  const text = complaint.questions.find(({ id }) => id === questionId)?.text ?? "";
  return {
    prompt: asks(
      say("notice.question", { number: { code: complaint.number }, question: text }),
      [{ value: "answer", label: say("notice.question.answer") }],
      ["text", "files"],
    ),
    about: { kind: "question", complaintId: complaint.id, questionId },
  };
}

function promiseDetail(complaint: Complaint, remedyId: string, view: View): readonly Detail[] {
  const remedies = complaint.rounds.flatMap(({ decision }) => [
    ...(decision?.remedies ?? []),
    ...(decision?.alternatives.flatMap((alternative) => alternative.remedies) ?? []),
  ]);
  const done = remedies.find(({ id }) => id === remedyId);
  return done === undefined ? [] : [{ label: view.say("view.promised"), value: promiseIn(done, view) }];
}

function latePhrase(
  notice: Extract<Notice, { readonly kind: "late" }>,
  number: { readonly code: string },
  say: Say,
): string {
  return notice.newDueAt === undefined
    ? say("notice.late", { number })
    : say("notice.late_until", { number, day: notice.newDueAt });
}

export { noticeSms } from "./notice-sms.ts";
