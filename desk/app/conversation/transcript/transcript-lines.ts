import type { ChatMessage, Ownership } from "../conversation-types.ts";
import type { UnsentWords } from "../unsent/unsent-words.ts";
import { dayKey } from "../clock-time.ts";

/** What stands in a transcript, from the top down. */
export type TranscriptLine =
  | { readonly kind: "day"; readonly key: string; readonly at: Date }
  | { readonly kind: "ownership"; readonly key: string; readonly at: Date; readonly ownership: Ownership }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly at: Date;
      readonly message: ChatMessage;
      /** The message that tells how this one now reads. */
      readonly editedTo?: ChatMessage;
      /** The same voice spoke just before. */
      readonly follows: boolean;
    }
  | { readonly kind: "unsent"; readonly key: string; readonly at: Date; readonly words: UnsentWords };

interface Parts {
  readonly rows: readonly ChatMessage[];
  readonly ownerships: readonly Ownership[];
  readonly unsent: readonly UnsentWords[];
  readonly timeZone: string;
}

/** Words of one voice within this time are one turn of speech. */
const TURN_MS = 5 * 60_000;

/** Puts messages, changes of hands and unsent words in order, with a line wherever a day begins. Changes before the first message shown are left out. */
export function transcriptLines({ rows, ownerships, unsent, timeZone }: Parts): readonly TranscriptLine[] {
  const edits = new Map(rows.flatMap((row) => (row.edits === undefined ? [] : [[row.edits, row] as const])));
  const first = rows[0]?.at ?? "";
  const lines: TranscriptLine[] = [
    ...rows.map((message, index) => messageLine(message, rows[index - 1], edits.get(message.id))),
    ...ownerships
      .filter(({ why, startedAt }) => why !== "began" && startedAt >= first)
      .map((ownership) => ({
        kind: "ownership" as const,
        key: ownership.id,
        at: new Date(ownership.startedAt),
        ownership,
      })),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const waiting = unsent.map((words) => ({
    kind: "unsent" as const,
    key: words.clientId,
    at: new Date(words.writtenAt),
    words,
  }));
  return withDays([...lines, ...waiting], timeZone);
}

function messageLine(
  message: ChatMessage,
  before: ChatMessage | undefined,
  editedTo: ChatMessage | undefined,
): TranscriptLine {
  return {
    kind: "message",
    key: message.id,
    at: new Date(message.at),
    message,
    ...(editedTo === undefined ? {} : { editedTo }),
    follows: before !== undefined && isSameTurn(before, message),
  };
}

function isSameTurn(before: ChatMessage, message: ChatMessage): boolean {
  const isSameVoice = before.author.kind === message.author.kind && before.author.agentId === message.author.agentId;
  return isSameVoice && Date.parse(message.at) - Date.parse(before.at) < TURN_MS;
}

function withDays(lines: readonly TranscriptLine[], timeZone: string): readonly TranscriptLine[] {
  let last = "";
  return lines.flatMap((line) => {
    const day = dayKey(line.at, timeZone);
    if (day === last) return [line];
    last = day;
    return [{ kind: "day" as const, key: `day ${day} ${line.key}`, at: line.at }, line];
  });
}
