import type { Prompt } from "../channel/prompt.ts";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { AttachmentId } from "../ids.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { Language } from "../language/language.ts";
import { sayIn } from "../language/say.ts";
import type { ConversationCommand, Outcome } from "./conversation-command.ts";
import type { ConversationState, Cursor } from "./conversation.ts";
import type { Facts } from "./facts.ts";
import type { Extra, Finish } from "./flow.ts";
import { productOf } from "./source.ts";
import { aboutStep, withAnswered, withFlowOver } from "./offer.ts";
import type { Flows, RunnableFlow, Slots } from "./runnable.ts";
import type { Reading } from "./taken.ts";
import type { Utterance } from "./turn.ts";

/** How far a turn has come: what the conversation is now, and what will be said. Each function below takes one and gives the next. */
export interface Progress {
  readonly flows: Flows;
  readonly facts: Facts;
  readonly state: ConversationState;
  readonly say: readonly Utterance[];
  /** No question took the reply as its answer. */
  readonly unassigned: boolean;
  readonly language?: Language;
  /** How the question at hand read the reply's words. */
  readonly reading?: Reading;
  /** Nothing is to be said: the reply says nothing that was not known. */
  readonly silent?: true;
  /** A flow has finished and wants this done before anything else is said. */
  readonly command?: ConversationCommand;
  /** A flow has found out what the customer meant. */
  readonly meant?: { readonly token: string; readonly words?: string };
}

/** The start of a turn. */
export function progressFrom(flows: Flows, state: ConversationState, facts: Facts): Progress {
  return { flows, facts, state, say: [], unassigned: false };
}

/** The flow at hand. */
export function cursorOf({ state }: Progress): Cursor | undefined {
  return state.cursors.at(-1);
}

/** The flow called `name`; a name that no flow has is a programming error. */
export function flowNamed(progress: Progress, name: string): RunnableFlow {
  const flow = progress.flows[name];
  if (flow === undefined) throw new Fault("flow-unknown", `there is no flow ${name}`);
  return flow;
}

/** What the question at hand says now; undefined where nothing is asked. */
export function questionAtHand(progress: Progress): Prompt | undefined {
  const cursor = cursorOf(progress);
  return cursor && flowNamed(progress, cursor.flow).ask(cursor.step, cursor.slots, progress.facts);
}

export function withState(progress: Progress, state: Partial<ConversationState>): Progress {
  return { ...progress, state: { ...progress.state, ...state } };
}

/** Says something that asks nothing. */
export function tell(progress: Progress, key: TextKey, args?: TextArgs): Progress {
  return tellAll(progress, [{ text: progress.facts.say(key, args), choices: [], accepts: [] }]);
}

function tellAll(progress: Progress, prompts: readonly Prompt[]): Progress {
  return { ...progress, say: [...progress.say, ...prompts.map((prompt) => ({ prompt }))] };
}

/** Puts the question at hand; says nothing where there is none. */
export function ask(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  const prompt = questionAtHand(progress);
  if (cursor === undefined || prompt === undefined) return progress;
  return { ...progress, say: [...progress.say, { prompt, about: aboutStep(cursor) }] };
}

/** Goes on in another language. */
export function inLanguage(progress: Progress, language: Language): Progress {
  const { organisation, now } = progress.facts;
  const say = sayIn(language, organisation.timeZone, now);
  return { ...progress, language, facts: { ...progress.facts, language, languageChosen: true, say } };
}

/**
 * Puts a flow on top and asks its first open question. Menus below are not worth coming back to, and a flow does not stand twice
 * about the same thing.
 */
export function startFlow(progress: Progress, name: string, slots: Slots = {}): Progress {
  if (name === "file_complaint" && progress.state.source !== undefined) return startFromSource(progress, name, slots);
  const flow = flowNamed(progress, name);
  const before = progress.state.cursors.find((cursor) => cursor.flow === name && aboutTheSame(cursor.slots, slots));
  const checked = flow.check(before !== undefined && gathering.has(name) ? gathered(flow, before.slots, slots) : slots);
  const step = flow.start(checked, progress.facts);
  const now = progress.facts.now.toISOString();
  const cursor: Cursor = {
    flow: name,
    version: flow.version,
    step,
    slots: { ...checked },
    startedAt: now,
    touchedAt: now,
  };
  const waiting = progress.state.cursors.filter((other) => other !== before && !isPassing(other));
  const started = withState(progress, { cursors: [...waiting, cursor] });
  return step === "done" ? finish(started) : ask(started);
}

/** Whoever was led here from a product, say, has named it already. */
function startFromSource(progress: Progress, name: string, slots: Slots): Progress {
  const { source, ...state } = progress.state;
  const product = productOf(progress.facts, source);
  const known = { ...(product === undefined ? {} : { product }), source, ...slots };
  return startFlow({ ...progress, state }, name, known);
}

/** Flows that gather words and files: begun anew about the same thing, they go on with what they have. */
const gathering: ReadonlySet<string> = new Set(["add", "answer_question"]);

function gathered(flow: RunnableFlow, before: Slots, { words, attachments = [], ...rest }: Slots): Slots {
  const files = Array.isArray(attachments) ? attachments.map((id) => brand<AttachmentId>(String(id))) : [];
  const extra = { attachments: files, ...(typeof words === "string" ? { words } : {}) };
  return { ...(flow.collect(before, extra) ?? before), ...rest };
}

function aboutTheSame(one: Slots, other: Slots): boolean {
  return one["complaintId"] === other["complaintId"] && one["questionId"] === other["questionId"];
}

/** A menu, a complaint's status, a list of chats: shown to choose from, and not worth coming back to. */
export function isPassing({ flow, step }: Cursor): boolean {
  return flow === "menu" || (flow === "follow" && step === "view") || (flow === "channels" && step === "which");
}

/** Replaces the flow at hand by itself, further on. */
export function moveTo(progress: Progress, change: Partial<Cursor>): Progress {
  const { cursors } = progress.state;
  const cursor = cursors.at(-1);
  if (cursor === undefined) return progress;
  const moved = { ...cursor, ...change, touchedAt: progress.facts.now.toISOString() };
  return withState(progress, { cursors: [...cursors.slice(0, -1), moved] });
}

/** Ends the flow at hand: its slots become a command, another flow, or nothing but words. */
export function finish(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  if (cursor === undefined) return progress;
  const end = flowNamed(progress, cursor.flow).finish(cursor.slots, progress.facts);
  switch (end.kind) {
    case "command":
      return { ...progress, command: end.command };
    case "flow":
      return startNext(drop(progress), cursor.flow, end);
    case "meant":
      return { ...drop(progress), meant: end };
    case "discard":
      return endWith({ ...progress, state: dropBelow(progress.state) }, { ok: true });
    case "resume":
      return resumeWith(toTop(drop(progress), end.flow), end.extra);
    case "nothing":
      return endWith(progress, { ok: true });
  }
}

/** A new filing never pushes a waiting draft aside unasked. */
function startNext(progress: Progress, from: string, end: Extract<Finish, { readonly kind: "flow" }>): Progress {
  const draft = end.flow === "file_complaint" && from !== "draft" ? draftOf(progress) : undefined;
  if (draft === undefined) return startFlow(progress, end.flow, end.slots);
  const { description, attachments = [] } = end.slots ?? {};
  const words = Array.isArray(description) && description.length > 0 ? { words: description.join("\n") } : {};
  return startFlow(progress, "draft", { ...words, attachments, draftAt: draft.touchedAt ?? draft.startedAt });
}

/** The draft of a complaint that waits in the conversation. */
export function draftOf({ state }: Progress): Cursor | undefined {
  return state.cursors.findLast(({ flow }) => flow === "file_complaint");
}

/** Tells what came of the flow at hand and goes on with what follows it, or with what it interrupted. */
export function endWith(progress: Progress, outcome: Outcome): Progress {
  const cursor = cursorOf(progress);
  if (cursor === undefined) return progress;
  const telling = flowNamed(progress, cursor.flow).tell(outcome, cursor.slots, progress.facts);
  const told = tellAll(withoutOver(drop(progress)), telling.prompts);
  const settled =
    telling.answered === undefined ? told : { ...told, state: withAnswered(told.state, telling.answered) };
  if (telling.then !== undefined) return startFlow(settled, telling.then.flow, telling.then.slots);
  const isLast = cursorOf(settled) === undefined;
  return isLast && telling.otherwise !== undefined ? startFlow(settled, telling.otherwise) : resume(settled);
}

/** Takes the flow at hand away; its buttons are old from now on. */
export function drop(progress: Progress): Progress {
  const { cursors } = progress.state;
  const cursor = cursors.at(-1);
  if (cursor === undefined) return progress;
  return { ...progress, state: withFlowOver({ ...progress.state, cursors: cursors.slice(0, -1) }, cursor) };
}

/** Leaves out what waits in vain: the command just carried out may have settled it, or ended its complaint. */
function withoutOver(progress: Progress): Progress {
  const { state, facts } = progress;
  const over = state.cursors.filter(({ flow, slots }) => flowNamed(progress, flow).isOver(slots, facts));
  const cursors = state.cursors.filter((cursor) => !over.includes(cursor));
  return { ...progress, state: over.reduce(withFlowOver, { ...state, cursors }) };
}

function dropBelow(state: ConversationState): ConversationState {
  const [below, top] = state.cursors.slice(-2);
  if (below === undefined || top === undefined) return state;
  return withFlowOver({ ...state, cursors: [...state.cursors.slice(0, -2), top] }, below);
}

/** Brings the newest run of a flow to the top, keeping all others below. */
function toTop(progress: Progress, flow: string | undefined): Progress {
  const chosen = progress.state.cursors.findLast((cursor) => cursor.flow === flow);
  return chosen === undefined ? progress : bringUp(progress, chosen);
}

/** Brings one waiting flow to the top, keeping all others below. */
export function bringUp(progress: Progress, chosen: Cursor): Progress {
  const others = progress.state.cursors.filter((cursor) => cursor !== chosen && !isPassing(cursor));
  return withState(progress, { cursors: [...others, chosen] });
}

function resumeWith(progress: Progress, extra: Extra | undefined): Progress {
  const kept = extra === undefined ? progress : withExtra(progress, extra);
  return resume(kept ?? { ...progress, unassigned: true });
}

/** Puts the interrupted question again. */
export function resume(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  if (cursor === undefined) return progress;
  const touched = moveTo(progress, {});
  return ask(cursor.flow === "file_complaint" ? tell(touched, "engine.resume_filing") : touched);
}

/** Gives the flow at hand what came while another question was open. Undefined where it has no place for it. */
export function withExtra(progress: Progress, extra: Extra): Progress | undefined {
  const cursor = cursorOf(progress);
  const slots = cursor && flowNamed(progress, cursor.flow).collect(cursor.slots, extra);
  return slots === undefined ? undefined : moveTo(progress, { slots: { ...slots } });
}
