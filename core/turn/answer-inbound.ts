import { isDeepStrictEqual } from "node:util";
import { draftWork } from "../casework/work-draft.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { Inbound } from "../channel/inbound.ts";
import { complaintAbout } from "../conversation/about-complaint.ts";
import { advance, conclude } from "../conversation/engine.ts";
import { flows } from "../conversation/flows/flows.ts";
import type { ConversationState } from "../conversation/conversation.ts";
import { withoutSecret } from "../conversation/secrets.ts";
import type { Facts } from "../conversation/facts.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import type { TurnCommand, TurnDone, TurnInput, Utterance } from "../conversation/turn.ts";
import { brand } from "../ids.ts";
import type { ConversationId, MessageId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { without } from "../without.ts";
import { advanceAlbum, albumAfter, albumPartOf, settleMs, toldBefore } from "./album.ts";
import type { AlbumPart } from "./album.ts";
import { answerBeside } from "./answer-beside.ts";
import { carryOutInTurn } from "./carry-out-in-turn.ts";
import { complaintsAfter } from "./complaints-after.ts";
import { factsOf, unseenIn } from "./facts-of.ts";
import { followLink } from "./follow-link.ts";
import { heedDanger } from "./heed-danger.ts";
import type { OpenTurn } from "./open-turn.ts";
import { withoutDrafts } from "../casework/erase-record.ts";
import { returnLent } from "./return-lent.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Answers one message: recognise, advance, carry out what the flow asks for, and put it all into one unit of work. */
export async function answerInbound(tools: TurnTools, turn: OpenTurn): Promise<UnitOfWork> {
  const draft = startDraft(tools, turn);
  const seq = draft.takeSeq(turn.conversation.id);
  const { owner } = turn.conversation;
  if (owner.kind === "agent") {
    await answerBeside(tools, turn, draft, owner.agentId);
    keepInbound(draft, turn, seq, false);
    return draft.work();
  }
  const part = albumPartOf(turn);
  const answer = await answerOf(tools, turn, draft, part);
  finish(draft, turn, answer);
  returnLent(tools, turn, draft);
  keepInbound(draft, turn, seq, answer.done.unassigned);
  return draft.work();
}

/** What a message leads to. */
interface Answer {
  readonly done: TurnDone;
  readonly say: readonly Utterance[];
  readonly language: Language;
  /** The answer takes the place of the one to the parts before. */
  readonly continues: boolean;
  /** The album goes on, and the answer waits for it. */
  readonly album?: AlbumPart["album"];
}

async function answerOf(
  tools: TurnTools,
  arrived: OpenTurn,
  draft: WorkDraft,
  part: AlbumPart | undefined,
): Promise<Answer> {
  const { turn, opening } = await followLink(tools, arrived, draft);
  const { state, language } = turn.conversation;
  const input: TurnInput = {
    state: stateAtHand(draft, state, turn.conversation.id),
    reply: turn.inbound.reply,
    externalId: turn.inbound.externalId,
    attachments: turn.files.map(({ id }) => id),
    ...(opening === undefined ? {} : { opening }),
  };
  const facts = factsOf(tools, turn, language);
  const result = part === undefined ? advance(flows, input, facts) : advanceAlbum(part, input, facts);
  const continues = part?.continues === true;
  if (result.kind === "command") {
    const answer = await carriedOut(tools, turn, draft, result, facts, part);
    return { ...answer, say: [...heedDanger(tools, turn, draft, facts), ...answer.say], continues };
  }
  const album = part === undefined ? {} : { album: part.album };
  const say = [...heedDanger(tools, turn, draft, facts), ...result.say];
  return { done: result, say, language, continues, ...album };
}

/** The state to go on from. Staff are told, once, of one that could not be read. */
function stateAtHand(draft: WorkDraft, stored: ConversationState, id: ConversationId): ConversationState {
  const { unreadable, ...state } = without(stored, "album");
  if (unreadable === undefined) return state;
  if (!unreadable.told) draft.alert({ kind: "fault" }, { conversationId: id });
  return { ...state, unreadable: { ...unreadable, told: true } };
}

async function carriedOut(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  result: TurnCommand,
  facts: Facts,
  part: AlbumPart | undefined,
): Promise<Omit<Answer, "continues">> {
  const outcome = await carryOutInTurn(tools, turn, draft, result.command);
  const { language } = draft.conversation(turn.conversation.id);
  const after = { ...factsOf(tools, turn, language), complaints: complaintsAfter(facts, outcome) };
  const pending = pendingAfter(result, outcome, turn);
  const done = conclude(flows, pending, outcome, after);
  const before = part === undefined ? [] : toldBefore(part, pending, outcome, after);
  const album = part === undefined ? undefined : albumAfter(part, result.command, outcome);
  const say = [...result.say, ...before, ...done.say];
  return { done, say, language, ...(album === undefined ? {} : { album }) };
}

/** What was begun before is gone with the words that it was begun with. */
function pendingAfter({ command, pending }: TurnCommand, outcome: Outcome, turn: OpenTurn): TurnInput["state"] {
  const isParted = command.kind === "part_channel" && command.conversationId === turn.conversation.id;
  const isOver = isParted || command.kind === "erase_personal_details";
  return outcome.ok && isOver ? withoutDrafts(pending, true) : pending;
}

/** A draft that holds the customer, the conversation and the files of this turn, and what it changes that the customer wrote at all. */
export function startDraft({ isReadInLog }: Pick<TurnTools, "isReadInLog">, turn: OpenTurn): WorkDraft {
  const { conversation, facts } = turn;
  const draft = draftWork(turn.moment, isReadInLog);
  draft.hold(facts.conversation ?? conversation, turn.isNewConversation);
  if (facts.conversation !== undefined && facts.conversation !== conversation)
    draft.change(conversation.id, conversation);
  markArrival(draft, turn);
  if (turn.isNewCustomer) draft.customer({ after: turn.customer });
  else if (turn.facts.customer !== undefined && changed(turn.facts.customer, turn.customer)) {
    draft.customer({ before: turn.facts.customer, after: turn.customer });
  }
  for (const file of turn.files) draft.announce(file);
  return draft;
}

/** What it changes that the customer wrote at all: where we have read to, what was held back for them, and that they can be reached. */
function markArrival(draft: WorkDraft, { inbound, facts, conversation }: OpenTurn): void {
  if (inbound.bookmark !== undefined) draft.bookmark(inbound.bookmark);
  if (unseenIn(facts) !== undefined) draft.release(conversation.id);
  // Who asked for no more messages is answered, and is written to again only once they have taken that back.
  if (conversation.unreachable !== undefined && conversation.unreachable.reason !== "opted_out")
    draft.unreachable(conversation.id, undefined);
}

function changed(before: OpenTurn["customer"], after: OpenTurn["customer"]): boolean {
  return !isDeepStrictEqual(before, after);
}

/** Puts the customer's message into the draft as it came. */
export function keepInbound(
  draft: WorkDraft,
  turn: OpenTurn,
  seq: number,
  unassigned: boolean,
  faultCode?: string,
): void {
  const { inbound, conversation, moment, facts } = turn;
  const { owner, state } = conversation;
  // What is said to a person belongs to the complaint; the bot's flows say themselves what does.
  const about = owner.kind === "bot" ? undefined : complaintAbout(state, facts.complaints);
  draft.change(conversation.id, { lastInboundAt: moment.now });
  draft.receive({
    direction: "in",
    id: brand<MessageId>(moment.ids.uuid()),
    conversationId: conversation.id,
    seq,
    externalId: inbound.externalId,
    address: inbound.address,
    reply: withoutSecret(withoutHandles(inbound.reply), conversation.state),
    attachments: turn.files.map(({ id }) => id),
    ...(inbound.sentAt === undefined ? {} : { sentAt: inbound.sentAt }),
    receivedAt: moment.now,
    ...(inbound.clientId === undefined ? {} : { clientId: inbound.clientId }),
    ...(about === undefined ? {} : { complaintId: about.id }),
    unassigned,
    ...(faultCode === undefined ? {} : { faultCode }),
  });
}

/** The files have records of their own; what the platform called them is not needed in the words. */
function withoutHandles(reply: Inbound["reply"]): Inbound["reply"] {
  return reply.kind === "files"
    ? { kind: "files", files: [], ...(reply.text === undefined ? {} : { text: reply.text }) }
    : reply;
}

function finish(draft: WorkDraft, turn: OpenTurn, { done, say, language, continues, album }: Answer): void {
  const { id } = turn.conversation;
  const chosen = done.language ?? language;
  const { granted, grantMarks } = draft.conversation(id).state;
  draft.change(id, {
    state: { ...done.state, granted, ...(grantMarks === undefined ? {} : { grantMarks }) },
    ...(done.language === undefined ? {} : { language: done.language, languageChosen: true }),
  });
  if (continues) draft.outdate(id);
  const until = new Date(turn.moment.now.getTime() + settleMs);
  const hold = album === undefined ? {} : { hold: { why: "album" as const, until } };
  for (const { prompt, about } of say)
    draft.say(id, { prompt, ...(about === undefined ? {} : { about }), language: chosen, ...hold });
  if (album === undefined) return;
  const { state, lastSeq } = draft.conversation(id);
  draft.change(id, { state: { ...state, album: { ...album, seq: lastSeq } } });
}
