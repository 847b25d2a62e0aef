import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { ComplaintEvent } from "../complaint/event.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import type { NoticeTarget } from "./plan-notice.ts";
import { noticeOf } from "./purpose.ts";

/** What is known when a message of the process has failed. */
export interface Failing {
  readonly message: OutboundMessage;
  readonly complaint: Complaint;
  readonly events: readonly ComplaintEvent[];
  /** All messages of the same purpose, this one included. */
  readonly twins: readonly OutboundMessage[];
  /** Every way to tell the customer, the best first. */
  readonly ways: readonly NoticeTarget[];
}

/** How it goes on: it is or will be told elsewhere, it is said anew on another way, or nobody can be told by message. */
export type NextWay =
  | { readonly kind: "told_elsewhere" }
  | { readonly kind: "tell"; readonly target: NoticeTarget; readonly notice: Notice }
  | { readonly kind: "give_up" };

/** The first way that was not tried for this telling; none is needed while another message of it is under way. */
export function nextWay(failing: Failing): NextWay {
  const { message, complaint, events, ways } = failing;
  const tellings = ofSameTelling(failing);
  const failed = new Set([message.id, ...failedIds(events)]);
  if (tellings.some((twin) => !failed.has(twin.id) && isUnderWay(twin))) return { kind: "told_elsewhere" };
  const notice = message.purpose === undefined ? undefined : noticeOf(message.purpose, complaint);
  // A passcode is kept nowhere, so it cannot be said again: that takes a new one, which staff can send.
  if (notice === undefined) return wasShownByDoor(failing) ? { kind: "told_elsewhere" } : { kind: "give_up" };
  const tried = new Set(tellings.map(({ conversationId }) => conversationId));
  const target = ways.find((way) => way.kind === "phone" || !tried.has(way.conversation.id));
  return target === undefined ? { kind: "give_up" } : { kind: "tell", target, notice };
}

/** Whether this very message has been recorded as failed. */
export function isRecorded(events: readonly ComplaintEvent[], { id }: Pick<OutboundMessage, "id">): boolean {
  return failedIds(events).has(id);
}

function failedIds(events: readonly ComplaintEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ kind, facts }) => (kind === "notice_failed" ? [String(facts["messageId"])] : [])));
}

/**
 * The messages by which this one thing was told, this once: those that were written together, and those said anew in the place of one that
 * failed. A purpose such as `late` can come up again weeks later, and is then another telling.
 */
function ofSameTelling({ message, events, twins }: Failing): readonly OutboundMessage[] {
  const anew = new Set(events.flatMap(({ kind, at }) => (kind === "notice_failed" ? [at.getTime()] : [])));
  const beginnings = twins.map(({ createdAt }) => createdAt.getTime()).filter((at) => !anew.has(at));
  const own = message.createdAt.getTime();
  const from = Math.max(...beginnings.filter((at) => at <= own), Number.NEGATIVE_INFINITY);
  const to = Math.min(...beginnings.filter((at) => at > from), Number.POSITIVE_INFINITY);
  return twins.filter(({ createdAt }) => createdAt.getTime() >= from && createdAt.getTime() < to);
}

/** Accepted by a platform, or about to be tried. What waits for the customer to write, without their knowing, is neither. */
function isUnderWay({ delivery: { state, hold, invitedAt } }: OutboundMessage): boolean {
  switch (state) {
    case "sent":
    case "delivered":
    case "read":
    case "maybe_doubled":
      return true;
    case "pending":
    case "sending":
      return hold !== "window" || invitedAt !== undefined;
    case "failed":
    case "superseded":
      return false;
  }
}

/** Whether the customer saw the passcode where they filed, or asked for a new one: the message was a copy. */
function wasShownByDoor({ message, complaint, events }: Failing): boolean {
  if (message.purpose === "registered") return complaint.filedBy.kind === "customer";
  if (message.purpose !== "passcode_renewed") return false;
  return events.findLast(({ kind }) => kind === "passcode_renewed")?.actor.kind === "customer";
}
