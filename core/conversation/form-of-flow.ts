import type { Choice, Prompt } from "../channel/prompt.ts";
import type { AttachmentId } from "../ids.ts";
import type { Facts } from "./facts.ts";
import type { Answer } from "./flow.ts";
import type { RunnableFlow, Slots } from "./runnable.ts";

/** A choice on a form, with those that open below it. */
export interface FormOption extends Choice {
  readonly options: readonly FormOption[];
}

/** One step of a flow as a question of a form: all of it at once, where a chat goes back and forth. */
export interface FormQuestion {
  readonly step: string;
  /** As the chat asks it. */
  readonly text: string;
  /** Without those that only move a chat on, such as *skip* and *done*. */
  readonly options: readonly FormOption[];
  readonly takes: { readonly words: boolean; readonly files: boolean; readonly phone: boolean };
  /** Whether it has to be answered. */
  readonly isRequired: boolean;
}

/** What was given for one question; empty where it was left blank. */
export interface FormAnswer {
  /** Value of the innermost option taken. */
  readonly choice?: string;
  readonly words?: string;
  readonly files?: readonly AttachmentId[];
}

/** What was given, by step. */
export type FormAnswers = Readonly<Partial<Record<string, FormAnswer>>>;

/** A form with what was given: its questions in order, what is wrong with which, and, where nothing is, the flow's slots. */
export interface FilledForm {
  readonly questions: readonly FormQuestion[];
  readonly errors: readonly { readonly step: string; readonly text: string }[];
  readonly slots: Slots;
}

/** Choices by which a chat moves on; a form has blank fields and a button instead. */
const movesOn: ReadonlySet<string> = new Set(["skip", "done", "keep", "known", "clear"]);

/** More steps than any flow has: a flow that led in a circle would end here. */
const maxQuestions = 50;

/**
 * A flow as a form: the same steps ask and read, so that question, choices and checks are those of the chat, and a step that the flow
 * gains is a question that the form gains. It is walked from `start` with the answers given, and with likely ones where there are none
 * (nothing where it may be skipped, else the first option), so that a question that only some answers lead to is asked once
 * they are given. `ends`: steps at which the form is over, such as the read-back.
 */
export function fillForm(
  flow: RunnableFlow,
  start: Slots,
  facts: Facts,
  given: FormAnswers = {},
  ends: ReadonlySet<string> = new Set(),
): FilledForm {
  const questions: FormQuestion[] = [];
  const errors: FilledForm["errors"][number][] = [];
  let at: At | undefined = { step: flow.start(start, facts), slots: start };
  while (at !== undefined && isToAsk(at, ends) && questions.length < maxQuestions) {
    const question = questionAt(flow, at, facts);
    questions.push(question);
    const answered = answer(flow, at, question, given[at.step] ?? {}, facts);
    if (answered.error !== undefined) errors.push({ step: at.step, text: answered.error });
    at = answered.next;
  }
  return { questions: filesOnce(questions), errors, slots: at?.slots ?? start };
}

function isToAsk({ step }: At, ends: ReadonlySet<string>): boolean {
  return step !== "done" && !ends.has(step);
}

/** Where a walk stands. */
interface At {
  readonly step: string;
  readonly slots: Slots;
}

function questionAt(flow: RunnableFlow, { step, slots }: At, facts: Facts): FormQuestion {
  const prompt = flow.ask(step, slots, facts);
  return {
    step,
    text: prompt.text,
    options: optionsOf(flow, { step, slots }, prompt, facts),
    takes: {
      words: prompt.accepts.includes("text"),
      files: prompt.accepts.includes("files"),
      phone: prompt.accepts.includes("contact"),
    },
    isRequired: !canSkip(prompt),
  };
}

function canSkip({ choices }: Prompt): boolean {
  return choices.some(({ value }) => value === "skip");
}

/** A choice after which the same step asks again has others below it. */
function optionsOf(flow: RunnableFlow, at: At, prompt: Prompt, facts: Facts): readonly FormOption[] {
  return prompt.choices
    .filter(({ value }) => !movesOn.has(value))
    .map((choice) => {
      const after = taken(flow, at, chosen(choice), facts);
      const isNested = after?.step === at.step && prompt.accepts.length === 0;
      const options = isNested ? optionsOf(flow, after, flow.ask(after.step, after.slots, facts), facts) : [];
      return { ...choice, options };
    });
}

function chosen({ value, label }: Choice): Answer {
  return { kind: "chosen", value, words: label };
}

/** Where an answer leads; undefined where the step does not take it. */
function taken(flow: RunnableFlow, { step, slots }: At, given: Answer, facts: Facts): At | undefined {
  const read = flow.read(step, given, slots, facts);
  if (!read.ok) return undefined;
  const after = { ...slots, ...read.slots };
  return { step: flow.next(step, after, facts), slots: after };
}

interface Answered {
  /** Where it leads; undefined where nobody can say without an answer. */
  readonly next: At | undefined;
  readonly error?: string;
}

function answer(flow: RunnableFlow, at: At, question: FormQuestion, given: FormAnswer, facts: Facts): Answered {
  const answers = answersOf(question, given);
  if (answers === undefined) return { next: likely(flow, at, question, facts), error: hint(flow, at, facts) };
  const blank = answers.length === 0;
  if (blank && !question.isRequired) return { next: movedOn(flow, at, at.step, facts) };
  if (blank) return { next: likely(flow, at, question, facts), error: hint(flow, at, facts) };
  let now: At = at;
  for (const each of answers) {
    const read = flow.read(at.step, each, now.slots, facts);
    if (!read.ok) return { next: likely(flow, at, question, facts), error: facts.say(read.hint, read.args) };
    const slots = { ...now.slots, ...read.slots };
    now = { step: flow.next(at.step, slots, facts), slots };
  }
  return { next: movedOn(flow, now, at.step, facts) };
}

/** What the step says of an answer without words. */
function hint(flow: RunnableFlow, { step, slots }: At, facts: Facts): string {
  const read = flow.read(step, { kind: "text", text: "" }, slots, facts);
  return read.ok ? facts.say("engine.choose_one") : facts.say(read.hint, read.args);
}

/** A step that takes answers in several messages asks on: here that was all. */
function movedOn(flow: RunnableFlow, at: At, step: string, facts: Facts): At | undefined {
  let now: At | undefined = at;
  for (let tries = 0; now?.step === step && tries < 3; tries += 1) {
    const { choices } = flow.ask(step, now.slots, facts);
    const onward = choices.find(({ value }) => value === "done") ?? choices.find(({ value }) => value === "skip");
    now = onward === undefined ? undefined : taken(flow, now, chosen(onward), facts);
  }
  return now?.step === step ? undefined : now;
}

/** Where the flow most likely goes on from a question without a good answer. */
function likely(flow: RunnableFlow, at: At, question: FormQuestion, facts: Facts): At | undefined {
  if (!question.isRequired) return movedOn(flow, at, at.step, facts);
  const path = firstLeaf(question.options);
  const answers: readonly Answer[] = path.length > 0 ? path.map(chosen) : [{ kind: "text", text: "…" }];
  let now: At | undefined = at;
  for (const each of answers) now = now === undefined ? undefined : taken(flow, { ...now, step: at.step }, each, facts);
  return now === undefined ? undefined : movedOn(flow, now, at.step, facts);
}

function firstLeaf([first]: readonly FormOption[]): readonly FormOption[] {
  return first === undefined ? [] : [first, ...firstLeaf(first.options)];
}

/** What a chat would have been told, message by message; undefined where the choice is none of those on offer. */
function answersOf({ options, takes }: FormQuestion, given: FormAnswer): readonly Answer[] | undefined {
  const words = given.words?.trim() ?? "";
  const files = given.files ?? [];
  const said: readonly Answer[] = words === "" ? [] : [{ kind: "text", text: words }];
  if (given.choice !== undefined && given.choice !== "") return withChoice(given.choice, words, options, takes.words);
  if (files.length === 0) return said;
  return [{ kind: "files", attachments: files, ...(words === "" ? {} : { text: words }) }];
}

/** Words beside a choice say more than it: a step that takes words gets both as one, another gets them with the choice. */
function withChoice(
  value: string,
  words: string,
  options: readonly FormOption[],
  takesWords: boolean,
): readonly Answer[] | undefined {
  const path = pathTo(value, options);
  const last = path?.at(-1);
  if (path === undefined || last === undefined) return undefined;
  if (words === "") return path.map(chosen);
  if (takesWords) return [{ kind: "text", text: `${last.label}. ${words}` }];
  return [...path.slice(0, -1).map(chosen), { kind: "chosen", value, words, more: true }];
}

/** The options to take, from the outermost to that with `value`, which has none below it. */
function pathTo(value: string, options: readonly FormOption[]): readonly FormOption[] | undefined {
  for (const option of options) {
    if (option.options.length === 0 && option.value === value) return [option];
    const below = pathTo(value, option.options);
    if (below !== undefined) return [option, ...below];
  }
  return undefined;
}

/** Where one question asks for files alone, they need no second place beside the words of another. */
function filesOnce(questions: readonly FormQuestion[]): readonly FormQuestion[] {
  const hasOwn = questions.some(({ takes }) => takes.files && !takes.words);
  if (!hasOwn) return questions;
  return questions.map((question) =>
    question.takes.words ? { ...question, takes: { ...question.takes, files: false } } : question,
  );
}
