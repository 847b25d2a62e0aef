import type { Conversation } from "../conversation/conversation.ts";
import type { Message } from "../conversation/message.ts";
import { readPlace, writePlace, type QueuePlace } from "./queue-order.ts";
import type { ConversationView } from "./lists.ts";

/** The newest messages of a conversation in which it is looked up what it was last about. */
export const LOOKED_BACK = 200;

/** Whether `view` shows this conversation. */
export function showsInView({ owner, lastInboundAt }: Conversation, view: ConversationView): boolean {
  switch (view.kind) {
    case "mine":
      return (owner.kind === "agent" ? owner.agentId : owner.kind === "waiting" && owner.offeredTo) === view.agentId;
    case "waiting":
      if (owner.kind !== "waiting") return false;
      return owner.department === undefined || (view.departments?.includes(owner.department) ?? true);
    case "taken":
      return owner.kind === "agent";
    case "all":
      return lastInboundAt !== undefined;
  }
}

/** What the lists are ordered by: since when one waits; in all other views, when its customer last wrote. */
export function listedAt({ owner, lastInboundAt, createdAt }: Conversation, view: ConversationView): Date {
  if (view.kind === "waiting" && owner.kind === "waiting") return owner.since;
  return lastInboundAt ?? createdAt;
}

/** The hour of `listedAt`, in all views but `waiting`. */
export function listedHour({ lastInboundAt, createdAt }: Pick<Conversation, "lastInboundAt" | "createdAt">): Date {
  const hour = new Date(lastInboundAt ?? createdAt);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}

/** A place in a list of conversations or of what is found. */
export interface ListPlace {
  readonly at: Date;
  readonly id: string;
}

/** Sorts places: the earliest first. */
export function compareListPlaces(one: ListPlace, other: ListPlace): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** The opaque text that a caller hands back to get the next page. */
export function writeListPlace({ at, id }: ListPlace): string {
  return writePlace({ dueAt: at.getTime(), id });
}

/** Reads what `writeListPlace` wrote; undefined for anything else, which a caller shows from the start. */
export function readListPlace(text: string | undefined): ListPlace | undefined {
  const place: QueuePlace | undefined = text === undefined ? undefined : readPlace(text);
  return place?.dueAt === undefined || place.dueAt === null ? undefined : { at: new Date(place.dueAt), id: place.id };
}

/** Whether `message` is one that a list shows as the newest: not one that was taken back, or whose place another took. */
export function isListed(message: Message): boolean {
  return message.direction === "in" || message.delivery.state !== "superseded";
}
