import type { FilledForm, FormAnswers, FormOption, FormQuestion } from "../../core/conversation/form-of-flow.ts";
import type { Say } from "../../core/language/text-key.ts";
import { escapeHtml } from "./page.ts";

/** Longest words of one field, in UTF-16 units: more than a page of print. */
export const maxWords = 10_000;
const maxLine = 500;

/** How a field looks and what a browser may fill in; fields that are not named look like what they take. */
interface Looks {
  readonly long?: true;
  readonly autocomplete?: string;
  readonly type?: "tel";
}

const looks: Readonly<Partial<Record<string, Looks>>> = {
  phone: { autocomplete: "tel", type: "tel" },
  why: { long: true },
};

/** Steps whose options are the buttons that send the form. */
const buttonSteps: ReadonlySet<string> = new Set(["answer", "stands", "sure"]);

/** Kinds of file that the examination lets pass; only a help for choosing. */
export const acceptedFiles =
  "image/*,application/pdf,audio/*,video/*,text/plain,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods";

/** What a form shows: the questions with what was given and what was wrong. */
export interface FieldsView {
  readonly say: Say;
  readonly form: FilledForm;
  readonly given: FormAnswers;
  /** Set where several forms stand on one page. */
  readonly prefix?: string;
}

/** The name under which a form sends the words for a step, and the choice. */
export function wordsField(step: string): string {
  return `q.${step}`;
}

export function choiceField(step: string): string {
  return `q.${step}.choice`;
}

/** Where the browser goes from an error in the summary. */
function fieldId(step: string, prefix = ""): string {
  return `${prefix}q-${step}`;
}

/** Every question of the form but those whose options are its buttons, as fields. */
export function fieldsHtml(view: FieldsView): string {
  const first = view.form.errors[0]?.step;
  return view.form.questions.map((question) => fieldHtml(question, view, question.step === first)).join("\n");
}

/** What has to be looked at again, with a link to each field; empty where nothing has. */
export function errorSummary(
  say: Say,
  errors: readonly { readonly step?: string; readonly text: string }[],
  prefix = "",
): string {
  if (errors.length === 0) return "";
  const lines = errors.map(({ step, text }) =>
    step === undefined
      ? `<li>${escapeHtml(text)}</li>`
      : `<li><a href="#${fieldId(step, prefix)}">${escapeHtml(text)}</a></li>`,
  );
  return `<div class="notice wrong" role="alert"><h2>${escapeHtml(say("site.errors"))}</h2><ul>${lines.join("")}</ul></div>`;
}

/** The buttons that send the form: the options of its question of that kind, none of them put forward, or one that says `otherwise`. */
export function buttonsHtml({ form }: FieldsView, otherwise: string): string {
  const question = form.questions.find(({ step, options }) => buttonSteps.has(step) && options.length > 0);
  if (question === undefined) return `<button class="primary">${escapeHtml(otherwise)}</button>`;
  return question.options
    .map(
      ({ value, label }) =>
        `<button name="${choiceField(question.step)}" value="${escapeHtml(value)}">${escapeHtml(label)}</button>`,
    )
    .join("\n");
}

function fieldHtml(question: FormQuestion, view: FieldsView, isFirstWrong: boolean): string {
  const { step, options, takes } = question;
  if (buttonSteps.has(step) && options.length > 0) return "";
  if (options.length === 0) return takes.words || !takes.files ? words(question, view, isFirstWrong) : "";
  const isTree = options.some((option) => option.options.length > 0);
  return isTree && !takes.words ? select(question, view, isFirstWrong) : radios(question, view, isFirstWrong);
}

/** The question as a label, its error below it; `for` is left out where a fieldset holds it. */
function named({ step, text, isRequired }: FormQuestion, { say, form, prefix }: FieldsView) {
  const id = fieldId(step, prefix);
  const error = form.errors.find((each) => each.step === step)?.text;
  const optional = isRequired ? "" : ` <span class="aside">(${escapeHtml(say("site.optional"))})</span>`;
  return {
    id,
    label: `${escapeHtml(text)}${optional}`,
    error: error === undefined ? "" : `<p class="error" id="${id}-error">${escapeHtml(error)}</p>`,
    marks: error === undefined ? "" : ` aria-invalid="true" aria-describedby="${id}-error"`,
  };
}

function words(question: FormQuestion, view: FieldsView, isFirstWrong: boolean): string {
  const { step, isRequired, takes } = question;
  const { id, label, error, marks } = named(question, view);
  const { type = "text", long = isRequired } = looks[step] ?? {};
  const value = escapeHtml(wordsGiven(view, step));
  const required = isRequired && !takes.files ? " required" : "";
  const direction = type === "tel" ? "ltr" : "auto";
  const common = `id="${id}" name="${wordsField(step)}" dir="${direction}"${fillIn(step)}${marks}${required}${focus(isFirstWrong)}`;
  const field = long
    ? `<textarea ${common} rows="5" maxlength="${maxWords}">\n${value}</textarea>`
    : `<input ${common} type="${type}" maxlength="${maxLine}" value="${value}">`;
  return `<div class="field"><label for="${id}">${label}</label>${error}${field}</div>`;
}

/** Never `off`: browsers would then bring back an empty form when somebody goes back to it. */
function fillIn(step: string): string {
  const { autocomplete } = looks[step] ?? {};
  return autocomplete === undefined ? "" : ` autocomplete="${autocomplete}"`;
}

function focus(isFirstWrong: boolean): string {
  return isFirstWrong ? " autofocus" : "";
}

function wordsGiven({ given }: FieldsView, step: string): string {
  return given[step]?.words ?? "";
}

function select(question: FormQuestion, view: FieldsView, isFirstWrong: boolean): string {
  const { step, options } = question;
  const { id, label, error, marks } = named(question, view);
  const chosen = view.given[step]?.choice;
  const empty = `<option value="">${escapeHtml(view.say("site.choose"))}</option>`;
  const groups = options.map((option) =>
    option.options.length === 0
      ? optionHtml(option, option.label, chosen)
      : `<optgroup label="${escapeHtml(option.label)}">${leaves(option.options, "")
          .map(([leaf, name]) => optionHtml(leaf, name, chosen))
          .join("")}</optgroup>`,
  );
  return `<div class="field"><label for="${id}">${label}</label>${error}<select id="${id}" name="${choiceField(step)}" required${marks}${isFirstWrong ? " autofocus" : ""}>${empty}${groups.join("")}</select></div>`;
}

/** Deeper levels go into the name: a list has but one level of groups. */
function leaves(options: readonly FormOption[], above: string): readonly (readonly [FormOption, string])[] {
  return options.flatMap((option) => {
    const name = above === "" ? option.label : `${above} › ${option.label}`;
    return option.options.length === 0 ? [[option, name] as const] : leaves(option.options, name);
  });
}

function optionHtml({ value }: FormOption, name: string, chosen: string | undefined): string {
  return `<option value="${escapeHtml(value)}"${value === chosen ? " selected" : ""}>${escapeHtml(name)}</option>`;
}

function radios(question: FormQuestion, view: FieldsView, isFirstWrong: boolean): string {
  const { step, options, takes } = question;
  const { id, label, error } = named(question, view);
  const given = view.given[step] ?? {};
  const buttons = options.map(({ value, label: name }, index) => {
    const marks = `${value === given.choice ? " checked" : ""}${isFirstWrong && index === 0 ? " autofocus" : ""}`;
    return `<label class="option"><input type="radio" name="${choiceField(step)}" value="${escapeHtml(value)}"${marks}> <span>${escapeHtml(name)}</span></label>`;
  });
  const own = takes.words
    ? `<label class="aside" for="${id}-own">${escapeHtml(view.say("site.complain.own_words"))}</label><input id="${id}-own" name="${wordsField(step)}" dir="auto" maxlength="${maxLine}" value="${escapeHtml(given.words ?? "")}">`
    : "";
  return `<fieldset class="field" id="${id}"${error === "" ? "" : ` aria-describedby="${id}-error"`}><legend>${label}</legend>${error}${buttons.join("")}${own}</fieldset>`;
}
