import type { Activity, CardAttachment, FileAttachment, OfferedAction } from "./activity.ts";
import type { Draft, Passage } from "./draft.ts";

/** One message as it stands in the window. */
export interface Entry {
  /** The same before and after the server has it, so that it stays where it is on the screen. */
  readonly key: string;
  /** The server's id; undefined until it is known to have the message. */
  readonly id: string | undefined;
  readonly own: boolean;
  readonly author: string;
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly (FileAttachment | CardAttachment)[];
  readonly actions: readonly OfferedAction[];
  /** Set until the server has it. */
  readonly passage: Passage | undefined;
  /** The files themselves, of messages sent from this page: shown without fetching them back. */
  readonly files: readonly File[];
}

/** What is on the screen: first what the server has, in its order, then what it does not have yet. */
export type Transcript = readonly Entry[];

/** Adds a message from the server. One seen before changes nothing; the echo of a draft takes the draft's place. */
export function withActivity(transcript: Transcript, activity: Activity, now: number): Transcript {
  if (transcript.some(({ id }) => id === activity.id)) return transcript;
  const { clientId } = activity;
  const draft = transcript.find((entry) => entry.id === undefined && entry.key === clientId);
  const entry: Entry = {
    key: draft?.key ?? clientId ?? activity.id,
    id: activity.id,
    own: activity.own,
    author: activity.author,
    at: activity.at ?? now,
    text: activity.text,
    attachments: activity.attachments,
    actions: activity.actions,
    passage: undefined,
    files: draft?.files ?? [],
  };
  const settled = transcript.filter(({ id }) => id !== undefined);
  return [...settled, entry, ...transcript.filter((other) => other.id === undefined && other !== draft)];
}

/** Adds what the customer has just sent; nothing where it is there already. */
export function withDraft(transcript: Transcript, draft: Draft): Transcript {
  if (transcript.some(({ key }) => key === draft.clientId)) return transcript;
  const entry: Entry = {
    key: draft.clientId,
    id: undefined,
    own: true,
    author: "",
    at: draft.at,
    text: draft.text,
    attachments: [],
    actions: [],
    passage: { state: "sending" },
    files: draft.files,
  };
  return [...transcript, entry];
}

/** Notes how far a draft has come; nothing where the server has it already. */
export function withPassage(transcript: Transcript, clientId: string, passage: Passage): Transcript {
  return transcript.map((entry) => (entry.key === clientId && entry.id === undefined ? { ...entry, passage } : entry));
}

/** The buttons that stand for an answer now: those of the last message, as long as nothing was answered to it. */
export function offeredActions(transcript: Transcript): readonly OfferedAction[] {
  const last = transcript.at(-1);
  return last === undefined || last.own ? [] : last.actions;
}

/** How many messages to the customer came after the one with id `lastRead`; all of them where it was none of these. */
export function countUnread(transcript: Transcript, lastRead: string | undefined): number {
  const read = transcript.findIndex(({ id }) => id !== undefined && id === lastRead);
  return transcript.slice(read + 1).filter(({ own }) => !own).length;
}
