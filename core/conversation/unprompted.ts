import { mentions } from "../language/mention.ts";
import { comparable } from "../language/normalise.ts";
import { doubtWords, greetingWords, isAmong, thanksWords, yesOrNo } from "../language/words.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { Cursor } from "./conversation.ts";
import type { Extra } from "./flow.ts";
import { latelyAccepted, openQuestionsOf, unended } from "./open-matters.ts";
import { takeAnswer } from "./answering.ts";
import { says, withFileCount } from "./prompts.ts";
import { ask, cursorOf, draftOf, isPassing, questionAtHand, startFlow, tell, withState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { isLikelyStory } from "./story.ts";

/** A draft left for longer is offered again before it goes on. */
const idleMs = 12 * 60 * 60 * 1_000;

/** Flows whose question stays meant however late the answer comes: they hold words of the customer, or decide about a complaint. */
const patient: ReadonlySet<string> = new Set([
  "add",
  "answer_question",
  "consent",
  "doubt",
  "draft",
  "reason",
  "unsure",
  "which",
  "withdraw",
]);

/** Whether the flow at hand has been left for so long that new words need not be its answer. */
export function isIdle(cursor: Cursor, now: Date): boolean {
  const touched = new Date(cursor.touchedAt ?? cursor.startedAt).getTime();
  return !patient.has(cursor.flow) && now.getTime() - touched > idleMs;
}

/** Greets, says `more` where there is anything, and shows the menu. Drafts and open answers are kept below it. */
export function greet(progress: Progress, more?: TextKey, args?: TextArgs): Progress {
  const welcomed = welcome(progress);
  return openMenu(more === undefined ? welcomed : tell(welcomed, more, args));
}

/** Says whose chat this is. */
export function welcome(progress: Progress): Progress {
  const { organisation, language } = progress.facts;
  const name = organisation.name[language] ?? organisation.name[organisation.languages[0]] ?? "";
  return tell(progress, "engine.welcome", { organisation: name });
}

/** Shows the menu on top of what is worth coming back to. */
export function openMenu(progress: Progress): Progress {
  const cursors = progress.state.cursors.filter(({ flow }) => flow === "file_complaint" || patient.has(flow));
  const draft = draftOf(progress);
  const slots = draft === undefined ? {} : { draftAt: draft.touchedAt ?? draft.startedAt };
  return startFlow(withState(progress, { cursors, misunderstood: 0 }), "menu", slots);
}

/** A yes lately given, and now words of doubt: the question opens again. Undefined where it is not that. */
export function asDoubt(progress: Progress, text: string): Progress | undefined {
  const complaint = latelyAccepted(progress.facts);
  const atHand = cursorOf(progress);
  if (complaint === undefined || (atHand !== undefined && !isPassing(atHand) && atHand.flow !== "rate"))
    return undefined;
  if (!mentions(doubtWords, text, progress.facts.language)) return undefined;
  const round = complaint.rounds.at(-1)?.round ?? 1;
  return startFlow(progress, "doubt", { complaintId: complaint.id, round, words: text });
}

/** Takes in what came while nothing was asked: an answer to staff, more about a complaint, or the start of one. Nothing is dropped. */
export function takeUnprompted(progress: Progress, extra: Extra): Progress {
  const { words } = extra;
  const fresh = withState(progress, {
    cursors: progress.state.cursors.filter(
      (cursor) => cursor.flow === "menu" || cursor.flow === "file_complaint" || !isIdle(cursor, progress.facts.now),
    ),
  });
  if (words !== undefined && extra.attachments.length === 0) {
    const special =
      asDoubt(fresh, words) ??
      asSignToGoOn(fresh, words) ??
      asThanks(fresh, words) ??
      asGreeting(fresh, words) ??
      asMenuChoice(fresh, words);
    if (special !== undefined) return special;
  }
  return asAnswerToStaff(fresh, extra) ?? asMatter(fresh, extra) ?? asNothing(fresh);
}

/** Whoever is told to write any word in order to read what waits for them writes no more than this. */
const fewWords = 3;

/** "Ok", "yes", "hello": what was held back is the answer to it, and nothing more need be said. Other words are kept for staff, who may read more in them. */
function asSignToGoOn(progress: Progress, words: string): Progress | undefined {
  const { isLetIn = false, language } = progress.facts;
  if (!isLetIn || words.trim().split(/\s+/u).length > fewWords) return undefined;
  const isMere = yesOrNo(words, language) !== undefined || isAmong(greetingWords, words) || isAmong(thanksWords, words);
  const shown = { ...withState(progress, { misunderstood: 0 }), silent: true as const };
  return asMenuChoice(progress, words) ?? (isMere ? shown : { ...shown, unassigned: true });
}

/** Thanks ask for nothing, and reopen nothing. */
function asThanks(progress: Progress, words: string): Progress | undefined {
  return isAmong(thanksWords, words) ? tell(withState(progress, { misunderstood: 0 }), "engine.thanks") : undefined;
}

/** Who greets once more is shown what can be done here, and has said nothing that could not be understood. */
function asGreeting(progress: Progress, words: string): Progress | undefined {
  return isAmong(greetingWords, words) && !isFirst(progress) ? openMenu(progress) : undefined;
}

/** What the menu would offer, or a language by its name, is understood before it has been shown, and after it has left the screen. */
function asMenuChoice(progress: Progress, words: string): Progress | undefined {
  const { language } = progress.facts;
  const said = comparable(words, language);
  const greeted = isFirst(progress) ? welcome(progress) : progress;
  for (const opened of [openMenu(greeted), startFlow(greeted, "language")]) {
    const choice = questionAtHand(opened)?.choices.find(({ label }) => comparable(label, language) === said);
    if (choice !== undefined) return takeUnasked(opened, choice.value, words);
  }
  return undefined;
}

/** Takes a choice of the menu whose buttons are still on the screen, although something else is asked now. */
export function takeOfMenu(progress: Progress, value: string, words: string): Progress | undefined {
  const opened = openMenu(progress);
  const isOffered = questionAtHand(opened)?.choices.some((choice) => choice.value === value) === true;
  return isOffered ? takeUnasked(opened, value, words) : undefined;
}

/** Answers the question just opened, which then need not be said. */
function takeUnasked(opened: Progress, value: string, words: string): Progress | undefined {
  return takeAnswer({ ...opened, say: opened.say.slice(0, -1) }, { kind: "chosen", value, words });
}

function isFirst({ state }: Progress): boolean {
  return state.offers.length === 0;
}

function asAnswerToStaff(progress: Progress, extra: Extra): Progress | undefined {
  const open = progress.facts.complaints.flatMap((complaint) =>
    openQuestionsOf(complaint).map((question) => ({ complaintId: complaint.id, questionId: question.id })),
  );
  const [only] = open;
  if (only === undefined) return undefined;
  const isClear = open.length === 1 && draftOf(progress) === undefined;
  return isClear
    ? startFlow(progress, "answer_question", { ...only, ...slotsOf(extra) })
    : startFlow(progress, "unsure", slotsOf(extra));
}

/** More about something, or something new: taken as such where there is only one way to take it, else asked. */
function asMatter(progress: Progress, extra: Extra): Progress | undefined {
  const hasFiles = extra.attachments.length > 0;
  if (!hasFiles && !isLikelyStory(extra.words ?? "")) return undefined;
  const draft = draftOf(progress);
  if (draft !== undefined)
    return startFlow(progress, "draft", { ...slotsOf(extra), draftAt: draft.touchedAt ?? draft.startedAt });
  const open = unended(progress.facts.complaints);
  const [only] = open;
  if (only === undefined) return startFlow(beginsFiling(progress, extra), "file_complaint", draftSlots(extra));
  if (hasFiles && open.length === 1)
    return startFlow(progress, "add", { complaintId: only.id, ...slotsOf(extra), done: true });
  return startFlow(progress, "unsure", slotsOf(extra));
}

function beginsFiling(progress: Progress, { attachments }: Extra): Progress {
  const { say } = progress.facts;
  const prompt = says(withFileCount(say("engine.begins_filing"), attachments, say));
  return { ...progress, say: [...progress.say, { prompt }] };
}

function asNothing(progress: Progress): Progress {
  if (isFirst(progress)) return { ...greet(progress), unassigned: true };
  const misunderstood = progress.state.misunderstood + 1;
  const kept = { ...withState(progress, { misunderstood }), unassigned: true };
  if (misunderstood >= 3) return startFlow(withState(kept, { misunderstood: 0 }), "person", { offered: true });
  const explained = misunderstood === 2 ? tell(kept, "engine.explain") : tell(kept, "engine.not_understood");
  return withState(openMenu(explained), { misunderstood });
}

/** Slots of the flows that take in words and files as they came. */
function slotsOf({ words, attachments }: Extra): Readonly<Record<string, unknown>> {
  return { attachments: [...attachments], ...(words === undefined ? {} : { words }) };
}

/** Slots of a draft that begins with what came. */
function draftSlots({ words, attachments }: Extra): Readonly<Record<string, unknown>> {
  return { attachments: [...attachments], description: words === undefined ? [] : [words] };
}

/** Puts the question at hand again, or the menu where there is none. */
export function askOrMenu(progress: Progress): Progress {
  return cursorOf(progress) === undefined ? openMenu(progress) : ask(progress);
}
