import type { ChatFile, ChatMessage, MessagePage } from "../conversation-types.ts";

/** As much of a conversation as has been read, without gaps. */
export interface LoadedMessages {
  /** In order. */
  readonly rows: readonly ChatMessage[];
  readonly files: Readonly<Record<string, ChatFile>>;
}

/** Nothing read yet. */
export const noMessages: LoadedMessages = { rows: [], files: {} };

/**
 * `loaded` with a page before, after, or overlapping it: what is newer of a message replaces it, save that a tap that an earlier page told of is not
 * forgotten because the tap itself is not on this one.
 */
export function mergeMessages(loaded: LoadedMessages, page: Pick<MessagePage, "rows" | "files">): LoadedMessages {
  const bySeq = new Map(loaded.rows.map((row) => [row.seq, row]));
  for (const row of page.rows) bySeq.set(row.seq, keepTap(bySeq.get(row.seq), row));
  const files = { ...loaded.files, ...Object.fromEntries(page.files.map((file) => [file.id, file])) };
  return { rows: [...bySeq.values()].toSorted((one, other) => one.seq - other.seq), files };
}

function keepTap(before: ChatMessage | undefined, now: ChatMessage): ChatMessage {
  return before?.tapped === undefined || now.tapped !== undefined ? now : { ...now, tapped: before.tapped };
}
