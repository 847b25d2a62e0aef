import { conclude, advance } from "../conversation/engine.ts";
import { flows } from "../conversation/flows/flows.ts";
import type { Album, ConversationState } from "../conversation/conversation.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import type { Facts } from "../conversation/facts.ts";
import type { TurnInput, TurnResult, Utterance } from "../conversation/turn.ts";
import { brand } from "../ids.ts";
import type { AttachmentId } from "../ids.ts";
import { without } from "../without.ts";
import type { OpenTurn } from "./open-turn.ts";

/** How long an answer waits for more parts, in milliseconds: platforms hand an album over within a second or two. */
export const settleMs = 1_500;

/** A message of which the platform says that more may belong to it, with the parts that came before. */
export interface AlbumPart {
  /** The album with this part; `seq` is not known yet. */
  readonly album: Omit<Album, "seq">;
  /** An earlier part has been answered, and its answer still waits: this part's answer takes its place. */
  readonly continues: boolean;
}

/** The part of an album that this turn is; undefined where the message stands alone. */
export function albumPartOf({ inbound, conversation, facts, files }: OpenTurn): AlbumPart | undefined {
  const { reply, mayContinue } = inbound;
  if (mayContinue !== true || reply.kind !== "files" || files.length === 0) return undefined;
  const { album, cursors, misunderstood } = conversation.state;
  const ids = files.map(({ id }) => id);
  if (album === undefined || album.seq !== conversation.lastSeq || !facts.held.some(({ hold }) => hold === "album")) {
    const words = reply.text === undefined ? {} : { words: reply.text };
    return { album: { cursors, misunderstood, files: ids, added: [], ...words }, continues: false };
  }
  const words = [album.words, reply.text].filter((each) => each !== undefined).join("\n");
  return {
    album: { ...without(album, "seq"), files: [...album.files, ...ids], ...(words === "" ? {} : { words }) },
    continues: true,
  };
}

/**
 * Answers all parts so far as one message that came when the first did, so that the count is right and nothing is said twice. What earlier
 * parts have done already is not done again.
 */
export function advanceAlbum({ album }: AlbumPart, input: TurnInput, facts: Facts): TurnResult {
  const { cursors, misunderstood, files, words, added } = album;
  const whole: TurnInput = {
    ...input,
    state: { ...input.state, cursors, misunderstood },
    reply: { kind: "files", files: [], ...(words === undefined ? {} : { text: words }) },
    words: input.reply.kind === "files" ? (input.reply.text ?? "") : "",
    attachments: files.map((id) => brand<AttachmentId>(id)),
  };
  const result = advance(flows, whole, facts);
  if (added.length === 0) return result;
  // What took the earlier files may have ended meanwhile: this part then stands alone.
  if (result.kind === "done" || result.command.kind !== "add_evidence") return advance(flows, input, facts);
  return { ...result, command: remainderOf(result.command, added, input) };
}

function remainderOf(
  command: Extract<ConversationCommand, { readonly kind: "add_evidence" }>,
  added: readonly string[],
  { reply }: TurnInput,
): ConversationCommand {
  const words = reply.kind === "files" && reply.text !== undefined ? { words: reply.text } : {};
  const attachments = command.attachments.filter((id) => !added.includes(id));
  return { ...without(command, "words"), attachments, ...words };
}

/** The album once `command` has been carried out; undefined where what was done may not be told anew with the next part. */
export function albumAfter(
  { album }: AlbumPart,
  command: ConversationCommand,
  outcome: Outcome,
): AlbumPart["album"] | undefined {
  if (command.kind !== "add_evidence") return undefined;
  return outcome.ok ? { ...album, added: [...album.added, ...command.attachments] } : album;
}

/** What is said of the parts that a complaint has, where it could not take the last ones. */
export function toldBefore(
  { album }: AlbumPart,
  pending: ConversationState,
  outcome: Outcome,
  facts: Facts,
): readonly Utterance[] {
  const cursor = pending.cursors.at(-1);
  if (outcome.ok || album.added.length === 0 || cursor === undefined) return [];
  const slots = { ...cursor.slots, attachments: album.added };
  const before = { ...pending, cursors: [...pending.cursors.slice(0, -1), { ...cursor, slots }] };
  return conclude(flows, before, { ok: true }, facts).say.slice(0, 1);
}
