import type { Reply } from "../channel/inbound.ts";
import { comparable } from "../language/normalise.ts";
import { botWords, globalWordOf, isAmong, startWords } from "../language/words.ts";
import type { AttachmentId } from "../ids.ts";
import { resultOf } from "./engine.ts";
import type { Facts } from "./facts.ts";
import type { ConversationState, Offer } from "./conversation.ts";
import { offerNamed, withAnswered } from "./offer.ts";
import { progressFrom, questionAtHand, startFlow } from "./progress.ts";
import { recognise } from "./recognise.ts";
import { restore } from "./restore.ts";
import type { Flows } from "./runnable.ts";
import { knowStop } from "./shortcuts.ts";
import { takeReply } from "./take-reply.ts";
import { readToken } from "./token.ts";
import type { TurnInput, TurnResult, Utterance } from "./turn.ts";

/**
 * What a customer's reply is while an agent has the conversation. Nearly all of it is the agent's to answer; the bot answers only what is owed to the
 * process (a decision, a question of staff, a rating, *stop*), and offers to come back when it is called.
 */
export type Addressee =
  | { readonly kind: "agent" }
  /** An answer to what the process asked, or a word that it must heed. */
  | {
      readonly kind: "process";
      readonly flow?: { readonly name: string; readonly slots: Readonly<Record<string, unknown>> };
    }
  /** The bot is called by *menu*, *bot*, its buttons or a start. */
  | { readonly kind: "bot" };

/** Flows that end what the process asked; their questions are put although an agent has the conversation. */
const ofProcess: ReadonlySet<string> = new Set([
  "answer_question",
  "back_to_bot",
  "consent",
  "doubt",
  "opt_in",
  "opt_out",
  "rate",
  "reason",
  "which",
]);

/** To whom the reply is addressed. `lastSeq`: of the newest message before it. */
export function addresseeOf(
  flows: Flows,
  { reply, attachments }: Pick<TurnInput, "reply" | "attachments">,
  state: ConversationState,
  lastSeq: number,
  facts: Facts,
): Addressee {
  switch (reply.kind) {
    case "start":
      return { kind: "bot" };
    case "tap":
      return ofTap(reply.token, state);
    case "text":
      return ofWords(reply.text, facts) ?? ofAnswer(flows, reply, [], state, lastSeq, facts);
    case "files":
      return ofAnswer(flows, reply, attachments, state, lastSeq, facts);
    case "place":
    case "contact":
    case "edit":
    case "unsupported":
      return agent;
  }
}

const agent: Addressee = { kind: "agent" };
const process: Addressee = { kind: "process" };

/** A button is its question's, however old. Those of flows that wait until the bot is back are kept for the agent to see. */
function ofTap(token: string, { offers }: ConversationState): Addressee {
  const offer = offerNamed(offers, readToken(token)?.offerId ?? "");
  if (offer === undefined) return agent;
  const { about } = offer;
  const isMenu = (about.kind === "invitation" || about.kind === "step") && about.flow === "menu";
  if (isMenu) return { kind: "bot" };
  return isOfProcess(offer) ? process : agent;
}

function isOfProcess({ about }: Offer): boolean {
  if (about.kind === "step") return ofProcess.has(about.flow);
  return about.kind === "consent" || about.kind === "question" || about.kind === "rating";
}

function ofWords(text: string, { language, channel, optedOut }: Facts): Addressee | undefined {
  if (optedOut === true && isAmong(startWords, text)) return { kind: "process", flow: { name: "opt_in", slots: {} } };
  const word = globalWordOf(text, language);
  if (word === "stop" && knowStop.has(channel.name)) return { kind: "process", flow: { name: "opt_out", slots: {} } };
  return word === "menu" || isAmong(botWords, text) ? { kind: "bot" } : undefined;
}

/**
 * Words and files answer whoever spoke last: the process, where the newest message is a question of its own, else the agent. The exact label of an
 * answer to a decision means that decision at any time, for it says more than any *yes* and some channels have no buttons.
 */
function ofAnswer(
  flows: Flows,
  reply: Extract<Reply, { readonly kind: "text" | "files" }>,
  attachments: readonly AttachmentId[],
  state: ConversationState,
  lastSeq: number,
  facts: Facts,
): Addressee {
  const open = state.offers.filter((offer) => offer.state === "open" && isOfProcess(offer));
  const newest = open.find(({ seq }) => seq === lastSeq);
  if (newest === undefined)
    return open.some((offer) => offer.about.kind === "consent" && hasLabel(offer, reply, facts)) ? process : agent;
  const { about } = newest;
  const asked = about.kind === "step" ? { ...about, takesText: false, casual: false } : undefined;
  if (recognise(reply, [newest], facts.language, asked).kind === "understood") return process;
  if (about.kind === "question") {
    const words = reply.text === undefined ? {} : { words: reply.text };
    const { complaintId, questionId } = about;
    return {
      kind: "process",
      flow: { name: "answer_question", slots: { complaintId, questionId, attachments, ...words } },
    };
  }
  return about.kind === "step" && takes(flows, reply.kind, state, about, facts) ? process : agent;
}

function hasLabel({ choices }: Offer, reply: Reply, { language }: Facts): boolean {
  if (reply.kind !== "text") return false;
  const said = comparable(reply.text, language);
  return choices.some(({ label }) => comparable(label, language) === said);
}

/** Whether the question, still at hand, can be answered in this way. */
function takes(
  flows: Flows,
  kind: Reply["kind"],
  state: ConversationState,
  about: Extract<Offer["about"], { readonly kind: "step" }>,
  facts: Facts,
): boolean {
  const progress = progressFrom(flows, besideState(state), facts);
  const cursor = progress.state.cursors.at(-1);
  if (cursor?.flow !== about.flow || cursor.step !== about.step) return false;
  return questionAtHand(progress)?.accepts.includes(kind) === true;
}

/** The state without what waits until the bot is back. */
function besideState(state: ConversationState): ConversationState {
  return { ...state, cursors: state.cursors.filter(({ flow }) => ofProcess.has(flow)) };
}

/** Lets the bot answer what is the process's: `advance`, with all other flows laid aside. */
export function advanceBeside(
  flows: Flows,
  input: TurnInput,
  flow: Extract<Addressee, { readonly kind: "process" }>["flow"],
  facts: Facts,
): TurnResult {
  const { state, moved } = restore(flows, besideState(input.state), facts);
  const progress = progressFrom(flows, state, facts);
  return resultOf(flow === undefined ? takeReply(progress, input, moved) : startFlow(progress, flow.name, flow.slots));
}

/** Offers to whoever calls the bot to go back to it. */
export function offerBot(flows: Flows, state: ConversationState, name: string, facts: Facts): TurnResult {
  return resultOf(startFlow(progressFrom(flows, besideState(state), facts), "back_to_bot", { name }));
}

/** The state after the bot has answered beside an agent: what was laid aside waits again, and nothing else has begun. */
export function withLaidAside(before: ConversationState, after: ConversationState): ConversationState {
  const aside = before.cursors.filter(({ flow }) => !ofProcess.has(flow));
  return { ...after, cursors: [...aside, ...besideState(after).cursors] };
}

/** What the bot says beside an agent: no menu, and no button to one. */
export function withoutMenu(say: readonly Utterance[]): readonly Utterance[] {
  return say.flatMap((utterance): readonly Utterance[] => {
    const { prompt, about } = utterance;
    if (about?.kind === "invitation" && about.flow === "menu") return [{ prompt: { ...prompt, choices: [] } }];
    return about?.kind === "step" && !ofProcess.has(about.flow) ? [] : [utterance];
  });
}

/** Notes that answers which the agent offered have been given, where the reply gives one. */
export function withAgentAnswered(state: ConversationState, reply: Reply, { language }: Facts): ConversationState {
  const open = state.offers.filter((offer) => offer.state === "open" && offer.about.kind === "agent");
  const meaning = recognise(reply, open, language, undefined);
  return meaning.kind === "understood" ? withAnswered(state, meaning.offer.about) : state;
}
