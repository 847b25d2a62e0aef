import type { Bookmark } from "../channel/bookmark.ts";
import type { ConversationId } from "../ids.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";

/** What it changes, for what waits to be sent and what has been read, that a customer wrote. */
export interface InboundMarks {
  /** The customer of the conversation wrote: what was held back for them (`quiet`, `window`) is due at once. */
  readonly release: (id: ConversationId) => void;
  /** This work's own answer takes the place of those in the conversation that still wait for more parts (`album`). */
  readonly outdate: (id: ConversationId) => void;
  /** How far the source of the inbound message has been read. */
  readonly bookmark: (bookmark: Bookmark) => void;
}

/** No marks yet, and the way to read them in the end. */
export function markInbound(): InboundMarks & {
  readonly marks: () => Pick<UnitOfWork, "releases" | "outdated" | "bookmark">;
} {
  const releases: ConversationId[] = [];
  const outdated: ConversationId[] = [];
  let reached: Bookmark | undefined;
  return {
    release: (id) => void releases.push(id),
    outdate: (id) => void outdated.push(id),
    bookmark: (bookmark) => {
      reached = bookmark;
    },
    marks: () => ({ releases, outdated, ...(reached === undefined ? {} : { bookmark: reached }) }),
  };
}
