import { noonOf } from "../calendar/calendar-day.ts";
import type { Complaint, Decision, Remedy, Round } from "../complaint/complaint.ts";
import type { Status } from "../complaint/status.ts";
import type { Detail } from "../channel/prompt.ts";
import type { Language } from "../language/language.ts";
import type { Say } from "../language/text-key.ts";
import { categoryByKey, textIn } from "../organisation/look-up.ts";
import type { Organisation } from "../organisation/organisation.ts";
import { openQuestionsOf } from "./open-matters.ts";

/** In whose words a complaint is shown. */
export interface View {
  readonly say: Say;
  readonly organisation: Organisation;
  readonly language: Language;
}

/** The state in the words of the process. */
export function statusIn(status: Status, say: Say): string {
  return say(`status.${status}`);
}

/** Enough of a description to know the complaint by. */
const describingLetters = 40;

/** The first words of what the customer complained about, on one line. */
export function excerptOf({ matter }: Complaint): string {
  return excerpt(matter.description, describingLetters);
}

/** The first words of a text, on one line of at most `maxLetters` letters. */
export function excerpt(text: string, maxLetters: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  if (letters.length <= maxLetters) return line;
  const cut = letters.slice(0, maxLetters - 1).join("");
  const words = cut.replace(/\s\S*$/u, "");
  // A last word that is most of it is cut after all.
  return `${words.length > cut.length / 2 ? words : cut}…`;
}

/** A complaint as its customer is told of it: number, state, what it is about, dates, the decision, what is still asked. */
export function complaintDetails(complaint: Complaint, view: View): readonly Detail[] {
  const question = openQuestionsOf(complaint)[0];
  return [
    ...standingDetails(complaint, view),
    ...toldDetails(complaint, view),
    ...(question === undefined ? [] : [{ label: view.say("view.question"), value: question.text }]),
  ];
}

/** Where it stands: number, state, what it is about, when it was filed, by when we promised to be further. */
export function standingDetails(complaint: Complaint, view: View): readonly Detail[] {
  const { say } = view;
  const category = categoryByKey(view.organisation, complaint.matter.category);
  const due = complaint.clocks.find(
    ({ endedAt, pauses }) => endedAt === undefined && pauses.every(({ to }) => to !== undefined),
  );
  return [
    { label: say("view.number"), value: say("view.code", { code: { code: complaint.number } }) },
    { label: say("view.status"), value: statusIn(complaint.status, say) },
    ...(category === undefined
      ? []
      : [{ label: say("view.category"), value: textIn(category.name, view.language, view.organisation) }]),
    { label: say("view.about"), value: excerptOf(complaint) },
    { label: say("view.registered"), value: say("view.day", { day: complaint.registeredAt }) },
    ...(due === undefined ? [] : [{ label: say("view.due"), value: say("view.day", { day: due.dueAt }) }]),
  ];
}

/** The newest decision that the customer may see, with the report and what is offered; empty where there is none. */
export function toldDetails(complaint: Complaint, view: View): readonly Detail[] {
  const told = toldRound(complaint);
  return told?.decision === undefined ? [] : decisionDetails(told.decision, view);
}

/** The last round whose decision the customer may see. */
function toldRound({ rounds }: Complaint): Round | undefined {
  return rounds.findLast(({ decision, consent }) => decision !== undefined && consent !== undefined);
}

/** What was found, the report, and what is offered; alternatives by their titles. */
function decisionDetails(decision: Decision, view: View): readonly Detail[] {
  const { say } = view;
  return [
    { label: say("view.decision"), value: say(`decision.${decision.kind}`) },
    { label: say("view.report"), value: decision.report },
    ...promises(say("view.offered"), decision.remedies, view),
    ...decision.alternatives.flatMap(({ key, title, remedies }) =>
      promises(say("consent.alternative", { key, title }), remedies, view),
    ),
  ];
}

function promises(label: string, remedies: readonly Remedy[], view: View): readonly Detail[] {
  return remedies.length === 0 ? [] : [{ label, value: remedies.map((remedy) => promiseIn(remedy, view)).join("\n") }];
}

/** A promise in one line: what, who, by when. */
export function promiseIn({ kind, what, who, by }: Remedy, { say, organisation }: View): string {
  return say("consent.remedy", { kind: say(`remedy.${kind}`), what, who, by: noonOf(organisation.timeZone, by) });
}

/** Digits in groups of four: easier to copy by hand, and accepted like that. */
export function grouped(passcode: string): string {
  return passcode.replace(/\d{4}(?=\d)/g, "$& ");
}
