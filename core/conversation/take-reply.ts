import type { Reply } from "../channel/inbound.ts";
import type { AttachmentId } from "../ids.ts";
import { hintFor, misunderstand, takeAnswer, takeBeside, takeFiles, takeWords } from "./answering.ts";
import type { TurnInput } from "./turn.ts";
import type { Cursor, Offer } from "./conversation.ts";
import type { Facts } from "./facts.ts";
import type { Answer } from "./flow.ts";
import { aboutStep, sameQuestion, withAnswered } from "./offer.ts";
import {
  ask,
  bringUp,
  cursorOf,
  isPassing,
  questionAtHand,
  startFlow,
  tell,
  withExtra,
  withState,
} from "./progress.ts";
import type { Progress } from "./progress.ts";
import { recognise } from "./recognise.ts";
import type { Asked, Candidate, Recognition } from "./recognise.ts";
import { isAmong, startWords, yesOrNo } from "../language/words.ts";
import { openWith } from "./opening.ts";
import { takeEdit } from "./take-edit.ts";
import { takeShortcut } from "./shortcuts.ts";
import { asDoubt, askOrMenu, isIdle, openMenu, takeOfMenu, takeUnprompted } from "./unprompted.ts";

type Understood = Extract<Recognition, { readonly kind: "understood" }>;

/** `moved`: the question at hand was never put in this form, so words cannot be its answer. */
export function takeReply(progress: Progress, { reply, attachments, opening }: TurnInput, moved: boolean): Progress {
  switch (reply.kind) {
    case "start":
      return (opening === undefined ? takeStart(progress, reply) : undefined) ?? openWith(progress, opening);
    case "tap":
    case "text":
      return takeStart(progress, reply) ?? takeSaid(progress, reply, moved);
    case "files":
      return attachments.length === 0 ? takeNoFile(progress, reply.text) : takeSent(progress, attachments, reply.text);
    case "place":
      return takeOther(progress, { ...reply, kind: "place" });
    case "contact":
      return takeOther(progress, { ...reply, kind: "contact" });
    case "edit":
      return takeEdit(progress, reply);
    case "unsupported":
      return { ...askOrMenu(tell(progress, "engine.unsupported")), unassigned: true };
  }
}

/** Whoever wanted no more messages here takes that back by a word, whatever is asked, or by opening the chat anew. */
function takeStart(progress: Progress, reply: Reply): Progress | undefined {
  const isStart = reply.kind === "start" || (reply.kind === "text" && isAmong(startWords, reply.text));
  return isStart && progress.facts.optedOut === true ? startFlow(progress, "opt_in") : undefined;
}

function takeSaid(
  progress: Progress,
  reply: Extract<Reply, { readonly kind: "tap" | "text" }>,
  moved: boolean,
): Progress {
  const { state, facts } = progress;
  const asked = moved ? undefined : askedOf(progress);
  const meaning = recognise(reply, seenOffers(state.offers, facts), facts.language, asked);
  switch (meaning.kind) {
    case "understood":
      return choose(progress, meaning);
    case "global":
      return takeShortcut(progress, meaning.word);
    case "stale":
      return sayStale(progress, meaning);
    case "ambiguous":
      return askWhich(progress, meaning.candidates, meaning.words);
    case "unknown":
      return reply.kind === "text"
        ? takeText(progress, reply.text, asked, moved)
        : sayStale(progress, { kind: "stale" });
  }
}

/** What is shown only with this turn can be answered from the next one on. */
function seenOffers(offers: readonly Offer[], { unseen }: Facts): readonly Offer[] {
  return unseen === undefined
    ? offers
    : offers.filter(({ seq, since = seq }) => !unseen.has(seq) || !unseen.has(since));
}

function askedOf(progress: Progress): Asked | undefined {
  const cursor = cursorOf(progress);
  if (cursor === undefined) return undefined;
  const takesText = questionAtHand(progress)?.accepts.includes("text") === true;
  return {
    flow: cursor.flow,
    step: cursor.step,
    takesText,
    casual: isPassing(cursor) || isIdle(cursor, progress.facts.now),
  };
}

/** A choice that the customer was asked back about: it stands for the words first said. */
export function takeMeant(progress: Progress, token: string, words: string | undefined): Progress {
  const meaning = recognise({ kind: "tap", token }, progress.state.offers, progress.facts.language, undefined);
  if (meaning.kind !== "understood") return sayStale(progress, { kind: "stale" });
  if (words === undefined) return choose(progress, meaning);
  const isBare = yesOrNo(words, progress.facts.language) !== undefined;
  return choose(progress, { ...meaning, words, ...(isBare ? {} : { more: true }) });
}

/** Words that name no choice. */
function takeText(progress: Progress, text: string, asked: Asked | undefined, moved: boolean): Progress {
  if (moved && cursorOf(progress) !== undefined) return keepForMoved(progress, text);
  if (asked === undefined || asked.casual) return takeUnprompted(progress, { words: text, attachments: [] });
  return asDoubt(progress, text) ?? takeAnswer(progress, { kind: "text", text }) ?? takeWords(progress, text);
}

/** The question has changed since it was put: the words are kept, and the question is put as it is now. */
function keepForMoved(progress: Progress, text: string): Progress {
  const kept = withExtra(progress, { words: text, attachments: [] });
  if (kept !== undefined) return ask(tell(kept, "engine.words_kept"));
  return { ...ask(tell(progress, "engine.question_changed")), unassigned: true };
}

/** A choice that was offered. */
function choose(progress: Progress, { offer, choice, words, more }: Understood): Progress {
  const { about } = offer;
  const known = withState(progress, { misunderstood: 0 });
  switch (about.kind) {
    case "step":
      return chooseStep(known, offer, { kind: "chosen", value: choice.value, words, ...(more && { more }) });
    case "consent": {
      const { complaintId, round } = about;
      if (about.unread === true) return startFlow(known, "consent", { complaintId, round });
      const reason = more === true && choice.value !== "accept" ? { reason: words } : {};
      return startFlow(known, "consent", { complaintId, round, answer: choice.value, words, ...reason });
    }
    case "question":
      return startFlow(known, "answer_question", { complaintId: about.complaintId, questionId: about.questionId });
    case "rating":
      return startFlow(known, "rate", { complaintId: about.complaintId, handling: choice.value });
    case "agent":
      // Its agent has left: the words are kept for whoever comes next.
      return { ...askOrMenu({ ...known, state: withAnswered(known.state, about) }), unassigned: true };
    case "invitation": {
      const taken = { ...known, state: withAnswered(known.state, about) };
      if (choice.value === "no") return askOrMenu(taken);
      return about.flow === "menu" ? openMenu(taken) : startFlow(taken, about.flow, about.slots);
    }
  }
}

/** The flow may wait below another: it comes up, and what is above it waits. */
function chooseStep(progress: Progress, offer: Candidate["offer"], answer: Answer): Progress {
  const asking = progress.state.cursors.findLast((cursor: Cursor) => sameQuestion(aboutStep(cursor), offer.about));
  if (asking === undefined)
    return takeOfOldMenu(progress, offer, answer) ?? sayStale(progress, { kind: "stale", offer });
  const up = cursorOf(progress) === asking ? progress : bringUp(progress, asking);
  return takeAnswer(up, answer) ?? misunderstand(up, hintFor(up, answer));
}

/** A menu is never over: what it offers can be done at any time. */
function takeOfOldMenu(progress: Progress, { about }: Candidate["offer"], answer: Answer): Progress | undefined {
  const isMenu = about.kind === "step" && about.flow === "menu";
  return isMenu && answer.kind === "chosen" ? takeOfMenu(progress, answer.value, answer.words) : undefined;
}

/** An old button: nothing is written, and the question at hand is put again. */
function sayStale(progress: Progress, { offer }: Extract<Recognition, { readonly kind: "stale" }>): Progress {
  const { about } = offer ?? {};
  const id = about === undefined || !("complaintId" in about) ? undefined : about.complaintId;
  const complaint = progress.facts.complaints.find((each) => each.id === id);
  const told =
    complaint === undefined
      ? tell(progress, "engine.stale")
      : tell(progress, "engine.stale_about", { number: { code: complaint.number } });
  return { ...askOrMenu(told), unassigned: true };
}

/** Asks which of several choices was meant, and never guesses. */
function askWhich(progress: Progress, candidates: readonly Candidate[], words: string): Progress {
  const options = candidates.map(({ offer, choice }) => ({
    offerId: offer.id,
    index: offer.choices.indexOf(choice),
    label: choice.label,
    ...("complaintId" in offer.about && offer.about.complaintId !== undefined
      ? { complaintId: offer.about.complaintId }
      : {}),
  }));
  return startFlow(withState(progress, { misunderstood: 0 }), "which", { options, words });
}

function takeSent(progress: Progress, attachments: readonly AttachmentId[], text: string | undefined): Progress {
  const cursor = cursorOf(progress);
  const casual = cursor === undefined || isPassing(cursor) || isIdle(cursor, progress.facts.now);
  const taken = casual ? undefined : takeFiles(progress, attachments, text);
  return taken ?? takeUnprompted(progress, { attachments, ...(text === undefined ? {} : { words: text }) });
}

/** A platform may announce files that it then does not hand over. */
function takeNoFile(progress: Progress, text: string | undefined): Progress {
  if (text !== undefined) return takeSaid(progress, { kind: "text", text }, false);
  return { ...askOrMenu(tell(progress, "engine.unsupported")), unassigned: true };
}

/** A place or a phone number: for the question at hand, else for its flow, else kept for staff. */
function takeOther(progress: Progress, answer: Extract<Answer, { readonly kind: "place" | "contact" }>): Progress {
  const accepted = questionAtHand(progress)?.accepts.includes(answer.kind) === true;
  const taken = accepted ? takeAnswer(progress, answer) : takeBeside(progress, answer);
  if (taken !== undefined) return taken;
  if (cursorOf(progress) === undefined)
    return { ...askOrMenu(tell(progress, "engine.not_understood")), unassigned: true };
  return misunderstand(progress, accepted ? hintFor(progress, answer) : { key: "engine.not_understood" });
}
