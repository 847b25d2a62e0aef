import type { Reply } from "../channel/inbound.ts";
import type { Cursor, Taken } from "./conversation.ts";
import { holdsWords, withWords } from "./own-words.ts";
import { flowNamed, startFlow, tell } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { isLikelyStory } from "./story.ts";
import { cursorWith, givenOf, printOf, withTaken } from "./taken.ts";
import { askOrMenu } from "./unprompted.ts";

type Edit = Extract<Reply, { readonly kind: "edit" }>;

/**
 * Follows an edited message: words that stand in a flow which is not finished are changed there; words that a complaint has are added to it
 * as a correction. Words that went nowhere, or that we no longer know of, are kept for staff; told like a story, they are added to the
 * complaint that the conversation was last about.
 */
export function takeEdit(progress: Progress, edit: Edit): Progress {
  const text = edit.text.trim();
  const taken = progress.state.taken?.find(({ of }) => of === edit.of);
  if (taken === undefined) return takeUnknown(progress, edit.of, text);
  if (isSame(taken, text)) return { ...progress, silent: true };
  if (text === "") return keep(progress);
  if (taken.kind === "given") return correct(progress, edit.of, text, taken.complaintId);
  return (
    (taken.step === undefined ? rewrite(progress, taken, text) : readAgain(progress, taken, text)) ?? keep(progress)
  );
}

type Open = Extract<Taken, { readonly kind: "open" }>;

function isSame(taken: Taken, text: string): boolean {
  return taken.kind === "given" ? taken.print === printOf(text) : taken.words.trim() === text;
}

/** The words take the place of those that were written before. */
function rewrite(progress: Progress, taken: Open, text: string): Progress | undefined {
  const cursor = cursorWith(progress.flows, progress.state, taken);
  const slot =
    cursor && flowNamed(progress, cursor.flow).words.find((each) => holdsWords(cursor.slots[each], taken.words));
  if (cursor === undefined || slot === undefined) return undefined;
  return changed(
    progress,
    cursor,
    { [slot]: withWords(cursor.slots[slot], taken.words, text) },
    { ...taken, words: text },
  );
}

/** The step that read the words reads them anew. */
function readAgain(progress: Progress, taken: Open, text: string): Progress | undefined {
  const cursor = cursorWith(progress.flows, progress.state, taken);
  if (cursor === undefined || taken.step === undefined) return undefined;
  const flow = flowNamed(progress, cursor.flow);
  const answer = { kind: "text", text } as const;
  const read = flow.has(taken.step.id) ? flow.read(taken.step.id, answer, cursor.slots, progress.facts) : undefined;
  if (read === undefined) return undefined;
  if (!read.ok) return { ...askOrMenu(tell(progress, read.hint, read.args)), unassigned: true };
  const slot = flow.words.find((each) => cursor.slots[each] === taken.words);
  const value = slot === undefined ? undefined : read.slots[slot];
  if (slot === undefined || typeof value !== "string") return undefined;
  return changed(progress, cursor, { [slot]: value }, { ...taken, words: value });
}

function changed(progress: Progress, cursor: Cursor, slots: Readonly<Record<string, unknown>>, taken: Open): Progress {
  const cursors = progress.state.cursors.map((each) =>
    each === cursor ? { ...each, slots: { ...each.slots, ...slots } } : each,
  );
  const state = withTaken({ ...progress.state, cursors }, noted(progress, taken));
  return askOrMenu(tell({ ...progress, state }, "edit.changed"));
}

function noted({ state }: Progress, entry: Taken): readonly Taken[] {
  return [...(state.taken ?? []).filter(({ of }) => of !== entry.of), entry];
}

/** Adds the words to the complaint, said to be a correction. */
function correct(progress: Progress, of: string, text: string, complaintId: string): Progress {
  const complaint = progress.facts.complaints.find(({ id }) => id === complaintId);
  if (complaint === undefined || complaint.status === "closed") return keep(progress);
  const state = withTaken(progress.state, noted(progress, givenOf(of, text, complaintId)));
  return startFlow({ ...progress, state }, "correction", { complaintId, words: text });
}

function takeUnknown(progress: Progress, of: string, text: string): Progress {
  const { complaintId } = progress.state;
  return complaintId === undefined || !isLikelyStory(text) ? keep(progress) : correct(progress, of, text, complaintId);
}

/** Nothing changes by it; staff can see it. */
function keep(progress: Progress): Progress {
  return { ...askOrMenu(tell(progress, "edit.kept")), unassigned: true };
}
