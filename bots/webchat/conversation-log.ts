import type { AttachmentId, ConversationId } from "../../core/ids.ts";
import type { ChatActivity } from "./activity.ts";
import type { ChatStore, LoggedFile, LoggedMessage } from "./ports.ts";
import { renderMessage } from "./render.ts";
import type { Visitor } from "./tokens.ts";

/** A piece of a visitor's conversation, from just after a place in it. */
export interface LogPage {
  readonly id: ConversationId;
  readonly activities: readonly ChatActivity[];
  /** Sequence number up to which everything has been read. */
  readonly upTo: number;
  /** There is more than fitted. */
  readonly more: boolean;
}

export interface ConversationLog {
  /** What came after `after`, oldest first; undefined while the visitor has no conversation. `id` saves a look-up once it is known. */
  read(visitor: Visitor, after: number, limit: number, id?: ConversationId): Promise<LogPage | undefined>;
}

/** Messages before the page that are looked at for the one that the page's first message answers. */
const lookBack = 8;

/** Reads the store's log as activities: a conversation on the web chat is the log itself, so nothing is copied. */
export function createConversationLog(
  store: ChatStore,
  look: { readonly botName: string; readonly fileUrl: (visitor: Visitor, id: AttachmentId) => string },
): ConversationLog {
  return {
    read: async (visitor, after, limit, knownId) => {
      const place = knownId === undefined ? await locate(store, visitor, after) : { id: knownId, after };
      if (place === undefined) return undefined;
      const first = Math.max(0, place.after - lookBack);
      const found = await store.conversations.messages(place.id, first, place.after - first + limit + 1);
      const fresh = found.filter(({ seq }) => seq > place.after);
      const page = fresh.slice(0, limit);
      const files = await filesOf(store, page);
      const activities = page.filter(isShown).map((message) => {
        const replyToId = answeredBy(message, found);
        return renderMessage(message, {
          visitor,
          botName: look.botName,
          files,
          fileUrl: (id) => look.fileUrl(visitor, id),
          ...(replyToId === undefined ? {} : { replyToId }),
        });
      });
      return { id: place.id, activities, upTo: page.at(-1)?.seq ?? place.after, more: fresh.length > limit };
    },
  };
}

/** A watermark from another time (a restored database) is brought back to the end of the log. */
async function locate(
  store: ChatStore,
  { visitorId }: Visitor,
  after: number,
): Promise<{ readonly id: ConversationId; readonly after: number } | undefined> {
  const conversation = await store.conversations.byAddress({ channel: "webchat", externalId: visitorId });
  return conversation === undefined ? undefined : { id: conversation.id, after: Math.min(after, conversation.lastSeq) };
}

async function filesOf(
  store: ChatStore,
  page: readonly LoggedMessage[],
): Promise<ReadonlyMap<AttachmentId, LoggedFile>> {
  const ids = page.flatMap((message) => (message.direction === "in" ? message.attachments : message.body.files));
  if (ids.length === 0) return new Map();
  return new Map((await store.attachments.byIds([...new Set(ids)])).map((file) => [file.id, file]));
}

function isShown(message: LoggedMessage): boolean {
  return message.direction === "in" || message.delivery.state !== "superseded";
}

/** An ordinary answer replies to the newest message of the customer before it; a notice replies to none. */
function answeredBy(message: LoggedMessage, found: readonly LoggedMessage[]): string | undefined {
  if (message.direction === "in" || message.purpose !== undefined) return undefined;
  const asked = found.findLast((other) => other.direction === "in" && other.seq < message.seq);
  return asked?.direction === "in" ? asked.externalId : undefined;
}
