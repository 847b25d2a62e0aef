import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { Outcome } from "./conversation-command.ts";
import type { ConversationState } from "./conversation.ts";
import type { Facts } from "./facts.ts";
import { takeMeant, takeReply } from "./take-reply.ts";
import { bringUp, cursorOf, endWith, isPassing, progressFrom, resume, startFlow, tell, withState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { restore } from "./restore.ts";
import type { Flows } from "./runnable.ts";
import { noteTaken, settleTaken } from "./taken.ts";
import type { TurnDone, TurnInput, TurnResult } from "./turn.ts";
import { greet, openMenu } from "./unprompted.ts";

/**
 * One turn of a conversation: what the customer did, held against what was asked, gives the new state and what to say, or a command to
 * carry out first. Pure, and total: every reply leads to an answer, and none is dropped (`unassigned` marks those that answered nothing).
 */
export function advance(flows: Flows, input: TurnInput, facts: Facts): TurnResult {
  const { state, moved } = restore(flows, input.state, facts);
  const answered = withMeaning(takeReply(progressFrom(flows, state, facts), input, moved));
  return resultOf(withNote(answered, input));
}

/** Remembers where the words went, so that an edit of the message can be followed. */
function withNote(progress: Progress, { externalId: of, reply, words }: TurnInput): Progress {
  const { flows, state, reading } = progress;
  if (reply.kind === "edit") return progress;
  const text = words ?? ("text" in reply ? reply.text : undefined);
  return { ...progress, state: noteTaken(flows, state, { of, text, reading }) };
}

/** What is said after the command of a flow has been carried out (or refused), and how the conversation goes on. */
export function conclude(flows: Flows, pending: ConversationState, outcome: Outcome, facts: Facts): TurnDone {
  const complaint = outcome.ok ? outcome.complaint : undefined;
  const state = complaint === undefined ? pending : { ...pending, complaintId: complaint.id };
  const known = complaint === undefined ? facts : { ...facts, complaints: withComplaint(facts, complaint) };
  const ended = endWith(progressFrom(flows, state, known), outcome);
  return doneOf({ ...ended, state: settleTaken(flows, ended.state, complaint?.id) });
}

/** The first words of a conversation: a greeting and the menu, or the draft that waits. */
export function begin(flows: Flows, stored: ConversationState, facts: Facts): TurnDone {
  return doneOf(greet(progressFrom(flows, restore(flows, stored, facts).state, facts)));
}

/** Words said before the bot goes on. */
export interface Foreword {
  readonly key: TextKey;
  readonly args?: TextArgs;
}

/** The bot answers again: it says so, and puts the question that was open when it fell silent, or shows the menu. */
export function resumeAfter(flows: Flows, stored: ConversationState, foreword: Foreword, facts: Facts): TurnDone {
  const progress = progressFrom(flows, restore(flows, stored, facts).state, facts);
  const told = tell(withState(progress, { misunderstood: 0 }), foreword.key, foreword.args);
  const cursor = cursorOf(told);
  return doneOf(cursor === undefined || isPassing(cursor) ? openMenu(told) : resume(told));
}

/** Puts the questions of one flow to a customer who did not ask for it. What was open before waits below. */
export function beginFlow(
  flows: Flows,
  stored: ConversationState,
  name: string,
  foreword: Foreword,
  facts: Facts,
): TurnDone {
  const progress = progressFrom(flows, restore(flows, stored, facts).state, facts);
  const told = tell(withState(progress, { misunderstood: 0 }), foreword.key, foreword.args);
  const waiting = told.state.cursors.findLast(({ flow }) => flow === name);
  return doneOf(waiting === undefined ? startFlow(told, name) : resume(bringUp(told, waiting)));
}

function withComplaint({ complaints }: Facts, complaint: Facts["complaints"][number]): Facts["complaints"] {
  const known = complaints.some(({ id }) => id === complaint.id);
  return known ? complaints.map((each) => (each.id === complaint.id ? complaint : each)) : [complaint, ...complaints];
}

/** A flow may find out which of several choices was meant; that choice is taken in the same turn. */
function withMeaning(progress: Progress): Progress {
  const { meant, ...rest } = progress;
  return meant === undefined ? progress : takeMeant(rest, meant.token, meant.words);
}

/** What a turn has come to: words, or a command to carry out first. */
export function resultOf(progress: Progress): TurnResult {
  const { command, state, say } = progress;
  return command === undefined ? doneOf(progress) : { kind: "command", command, pending: state, say };
}

/** Where a flow ended without words and nothing waits, the menu says how to go on: no reply is met with silence. */
function doneOf(progress: Progress): TurnDone {
  const { flows, state: now, say, unassigned, language } = withWords(progress);
  const state = settleTaken(flows, now);
  return { kind: "done", state, say, unassigned, ...(language === undefined ? {} : { language }) };
}

function withWords(progress: Progress): Progress {
  if (progress.silent === true) return progress;
  return progress.say.length === 0 ? openMenu(progress) : withWayOn(progress);
}

/** Where nothing is asked any more, a button leads on. Who has no buttons has the word. */
function withWayOn(progress: Progress): Progress {
  const last = progress.say.at(-1);
  const { say, channel } = progress.facts;
  if (last === undefined || last.prompt.choices.length > 0 || cursorOf(progress) !== undefined) return progress;
  if (channel.can.maxButtons === 0) return progress;
  const prompt = { ...last.prompt, choices: [{ value: "menu", label: say("common.menu") }] };
  const about = { kind: "invitation" as const, flow: "menu", slots: {} };
  return { ...progress, say: [...progress.say.slice(0, -1), { prompt, about }] };
}
