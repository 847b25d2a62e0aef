import type { OfferedAction } from "./activity.ts";

/** Something that the customer has sent and the server has not yet shown to have. */
export interface Draft {
  /** Stays the same through every attempt, so that the server takes it once. */
  readonly clientId: string;
  /** What the customer sees of it. */
  readonly text: string;
  /** What a tapped button carries. */
  readonly tap: OfferedAction | undefined;
  readonly files: readonly File[];
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
}

/** How far an own message has come. `unsent` is tried again by itself, `refused` only when the customer asks. */
export interface Passage {
  readonly state: "sending" | "unsent" | "refused" | "posted";
  /** Of its files, between 0 and 1. */
  readonly progress?: number;
}

/** The activity that carries the draft, as Bot Framework Web Chat writes it. */
export function asActivity(draft: Draft, locale: string): object {
  const { clientId, tap, files, at } = draft;
  return {
    type: "message",
    text: tap?.text ?? draft.text,
    value: tap?.value,
    locale,
    localTimestamp: new Date(at).toISOString(),
    channelData: {
      clientActivityID: clientId,
      ...(tap === undefined ? {} : { messageBack: { displayText: draft.text } }),
    },
    attachments: files.map(({ name, type }) => ({ name, contentType: type || "application/octet-stream" })),
  };
}
