import type { Attachment } from "../../core/attachment/attachment.ts";
import type { ConversationCommand } from "../../core/conversation/conversation-command.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import { fileComplaint } from "../../core/conversation/flows/file-complaint.ts";
import { fillForm } from "../../core/conversation/form-of-flow.ts";
import type { FilledForm, FormAnswers } from "../../core/conversation/form-of-flow.ts";
import type { Detail } from "../../core/channel/prompt.ts";
import { runnable } from "../../core/conversation/runnable.ts";
import type { RunnableFlow } from "../../core/conversation/runnable.ts";

/** The dialogue by which a chat files a complaint: the form is made from it. */
export const filingFlow: RunnableFlow = runnable(fileComplaint);

/** Where the form ends: everything is read back on a page of its own. */
const reviewStep = "review";
const ends: ReadonlySet<string> = new Set([reviewStep]);

/** What somebody has told of a complaint so far. */
export interface Told {
  readonly given: FormAnswers;
  readonly name: string;
  readonly files: readonly Attachment[];
  /** Where they came from, by its key in the organisation's profile. */
  readonly source: string | undefined;
}

/** Nothing yet. */
export const nothingTold: Told = { given: {}, name: "", files: [], source: undefined };

/** The form with what was told. The files go to the question that asks for files. */
export function fillComplaint(flow: RunnableFlow, told: Told, facts: Facts): FilledForm {
  const start = told.source === undefined ? {} : { source: told.source };
  const step = fillForm(flow, start, facts, {}, ends).questions.find(({ takes }) => takes.files)?.step;
  const files = told.files.map(({ id }) => id);
  const given = step === undefined ? told.given : { ...told.given, [step]: { ...told.given[step], files } };
  return fillForm(flow, start, facts, given, ends);
}

/** Everything as the chat reads it back. */
export function readBack(flow: RunnableFlow, form: FilledForm, facts: Facts): readonly Detail[] {
  return flow.ask(reviewStep, form.slots, facts).details ?? [];
}

/** The command of a form without errors; undefined where the flow files nothing. */
export function commandOf(
  flow: RunnableFlow,
  form: FilledForm,
  facts: Facts,
): Extract<ConversationCommand, { readonly kind: "file_complaint" }> | undefined {
  const finish = flow.finish(form.slots, facts);
  return finish.kind === "command" && finish.command.kind === "file_complaint" ? finish.command : undefined;
}
