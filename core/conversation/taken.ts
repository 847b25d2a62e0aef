import { createHash } from "node:crypto";
import type { ConversationState, Cursor, Taken } from "./conversation.ts";
import { without } from "../without.ts";
import { holdsWords } from "./own-words.ts";
import type { Flows, Slots } from "./runnable.ts";

/** Messages whose words are followed at most; people edit what they have just written. */
const maxTaken = 20;

/** How a step read the words that it keeps in another form than written, such as a phone number. */
export interface Reading {
  readonly flow: string;
  readonly step: string;
  readonly slots: Slots;
}

type Open = Extract<Taken, { readonly kind: "open" }>;

/** A message that was just taken: its id, its words if it has any, and how they were read. */
export interface Latest {
  readonly of: string;
  readonly text: string | undefined;
  readonly reading: Reading | undefined;
}

/** Notes in which flow the words of the latest message stand, where they do. */
export function noteTaken(flows: Flows, state: ConversationState, latest: Latest): ConversationState {
  const entry = entryOf(flows, state, latest);
  return entry === undefined ? state : withTaken(state, [...(state.taken ?? []), entry]);
}

/** Lets go of words that stand in no flow any more, or notes the complaint that they went to. */
export function settleTaken(flows: Flows, state: ConversationState, complaintId?: string): ConversationState {
  if (state.taken === undefined) return state;
  const taken = state.taken.flatMap((entry): readonly Taken[] => {
    if (entry.kind === "given" || cursorWith(flows, state, entry) !== undefined) return [entry];
    return complaintId === undefined ? [] : [givenOf(entry.of, entry.words, complaintId)];
  });
  return taken.length === 0 ? without(state, "taken") : withTaken(state, taken);
}

/** The note of words that a complaint has. */
export function givenOf(of: string, words: string, complaintId: string): Taken {
  return { kind: "given", of, print: printOf(words), complaintId };
}

/** Tells one text from another without keeping it. */
export function printOf(words: string): string {
  return createHash("sha256").update(words).digest("base64url").slice(0, 16);
}

/** The newest flow in which the words still stand. */
export function cursorWith(flows: Flows, { cursors }: ConversationState, { words, step }: Open): Cursor | undefined {
  return cursors.findLast(
    (cursor) =>
      (step === undefined || step.flow === cursor.flow) &&
      flows[cursor.flow]?.words.some((slot) => holdsWords(cursor.slots[slot], words)) === true,
  );
}

/** The state with these notes, the newest of them. */
export function withTaken(state: ConversationState, taken: readonly Taken[]): ConversationState {
  return { ...state, taken: taken.slice(-maxTaken) };
}

function entryOf(flows: Flows, state: ConversationState, { of, text = "", reading }: Latest): Open | undefined {
  const forms = [text.trim(), text].filter((words) => words !== "");
  const asWritten = forms
    .map((words): Open => ({ kind: "open", of, words }))
    .find((entry) => cursorWith(flows, state, entry) !== undefined);
  return asWritten ?? asRead(flows, of, reading);
}

function asRead(flows: Flows, of: string, reading: Reading | undefined): Open | undefined {
  if (reading === undefined) return undefined;
  const { flow, step, slots } = reading;
  const read = flows[flow]?.words.map((slot) => slots[slot]).find((value) => typeof value === "string");
  return typeof read === "string" ? { kind: "open", of, words: read, step: { flow, id: step } } : undefined;
}
