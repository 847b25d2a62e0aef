import type { AttachmentId } from "../ids.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import { toPhone } from "./phone.ts";
import { placeInWords } from "./prompts.ts";
import { isLikelyStory } from "./story.ts";
import type { Answer } from "./flow.ts";
import { aboutStep, withAnswered } from "./offer.ts";
import {
  ask,
  cursorOf,
  finish,
  flowNamed,
  inLanguage,
  moveTo,
  questionAtHand,
  startFlow,
  tell,
  withExtra,
  withState,
} from "./progress.ts";
import type { Progress } from "./progress.ts";
import type { Reading } from "./taken.ts";

/** Steps that "back" can go back by. */
const maxTrail = 40;

/** Hands an answer to the question at hand. Undefined where the question cannot take it; nothing has changed then. */
export function takeAnswer(progress: Progress, answer: Answer): Progress | undefined {
  const cursor = cursorOf(progress);
  if (cursor === undefined) return undefined;
  const flow = flowNamed(progress, cursor.flow);
  const read = flow.read(cursor.step, answer, cursor.slots, progress.facts);
  if (!read.ok) return undefined;
  const heard = withReading(progress, answer, { flow: cursor.flow, step: cursor.step, slots: read.slots });
  const spoken = read.language === undefined ? heard : inLanguage(heard, read.language);
  const slots = { ...cursor.slots, ...read.slots };
  const next = flow.next(cursor.step, slots, spoken.facts);
  const understood = withState(moveTo(spoken, { slots }), { misunderstood: 0 });
  if (next === cursor.step) return ask(remarked(understood, read.remark));
  const settled = { ...understood, state: withAnswered(understood.state, aboutStep(cursor)) };
  if (next === "done") return finish(settled);
  return ask(
    moveTo(remarked(settled, read.remark), {
      step: next,
      trail: [...(cursor.trail ?? []), cursor.step].slice(-maxTrail),
    }),
  );
}

function withReading(progress: Progress, answer: Answer, reading: Reading): Progress {
  return answer.kind === "text" ? { ...progress, reading } : progress;
}

function remarked(progress: Progress, remark: Hint | undefined): Progress {
  return remark === undefined ? progress : tell(progress, remark.key, remark.args);
}

/** Files, with their words: for the question at hand, else for its flow. Undefined where neither has a use for them. */
export function takeFiles(
  progress: Progress,
  attachments: readonly AttachmentId[],
  text: string | undefined,
): Progress | undefined {
  const accepted = questionAtHand(progress)?.accepts.includes("files") === true;
  const extra = text === undefined ? { attachments } : { attachments, words: text };
  if (accepted) {
    const answered = takeAnswer(progress, { kind: "files", attachments, ...(text === undefined ? {} : { text }) });
    return answered ?? misunderstand(progress, hintFor(progress, { kind: "files", attachments }));
  }
  const kept = withExtra(progress, extra);
  return kept === undefined ? undefined : ask(tell(kept, "engine.files_kept", { count: attachments.length }));
}

/** A place, or the customer's own number, while something else is asked: kept for the flow at hand. Undefined where it has no use for it. */
export function takeBeside(
  progress: Progress,
  answer: Extract<Answer, { readonly kind: "place" | "contact" }>,
): Progress | undefined {
  if (answer.kind === "place") {
    const kept = withExtra(progress, { words: placeInWords(answer), attachments: [] });
    return kept && ask(tell(kept, "engine.words_kept"));
  }
  const { customer, organisation, language } = progress.facts;
  const phone = answer.own ? toPhone(answer.phone, customer.country ?? organisation.country, language) : undefined;
  const kept = phone === undefined ? undefined : withExtra(progress, { attachments: [], phone });
  if (kept === undefined || cursorOf(kept)?.slots["phone"] !== phone) return undefined;
  return ask(tell(kept, "engine.phone_kept", { phone: { code: phone ?? "" } }));
}

/** Words that the question at hand cannot read: kept for its flow where they tell something, else asked for again. */
export function takeWords(progress: Progress, text: string): Progress {
  const isBeside = questionAtHand(progress)?.accepts.includes("text") !== true && isLikelyStory(text);
  const kept = isBeside ? withExtra(progress, { words: text, attachments: [] }) : undefined;
  if (kept !== undefined) return ask(tell(kept, "engine.words_kept"));
  return misunderstand(progress, hintFor(progress, { kind: "text", text }));
}

interface Hint {
  readonly key: TextKey;
  readonly args?: TextArgs;
}

/** What the question at hand says to an answer it cannot take. */
export function hintFor(progress: Progress, answer: Answer): Hint {
  const cursor = cursorOf(progress);
  const read = cursor && flowNamed(progress, cursor.flow).read(cursor.step, answer, cursor.slots, progress.facts);
  if (read === undefined || read.ok) return { key: "engine.not_understood" };
  return read.args === undefined ? { key: read.hint } : { key: read.hint, args: read.args };
}

/** First a hint, then an explanation, then a person. The question stays open and its buttons go on working. */
export function misunderstand(progress: Progress, hint: Hint): Progress {
  const misunderstood = progress.state.misunderstood + 1;
  const kept = { ...withState(progress, { misunderstood }), unassigned: true };
  if (misunderstood === 1 || cursorOf(progress)?.flow === "person") return ask(tell(kept, hint.key, hint.args));
  if (misunderstood === 2) return ask(tell(tell(kept, hint.key, hint.args), "engine.explain"));
  return startFlow(withState(kept, { misunderstood: 0 }), "person", { offered: true });
}
