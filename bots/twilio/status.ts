import type { StatusReport } from "../../core/channel/status-report.ts";
import { brand } from "../../core/ids.ts";
import type { MessageId } from "../../core/ids.ts";
import { troubleOf } from "./troubles.ts";
import type { Fields } from "./verify.ts";

/** Which of the messages that one of ours was split into, counted from 1. */
export interface Part {
  readonly part: number;
  readonly parts: number;
  /** Approved words that announce the message, which itself has still to come. */
  readonly invitation?: true;
}

/** Where Twilio is to report on our message: it names the message, because the report may come before the answer that has Twilio's sid. */
export function statusPath(messageId: MessageId, { part, parts, invitation }: Part): string {
  const place = parts === 1 ? "" : `&part=${String(part)}&parts=${String(parts)}`;
  const announces = invitation === undefined ? "" : "&invitation=1";
  return `/twilio/status?message=${encodeURIComponent(messageId)}${place}${announces}`;
}

const states: Readonly<Partial<Record<string, StatusReport["state"]>>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
};

/** Statuses that say nothing new: Twilio has the message, and so we were told when we sent it. */
const early = ["accepted", "scheduled", "queued", "sending", "canceled", "partially_delivered"];

/** A report on one of our messages; that it says nothing new; or what is wrong with it. */
export type StatusRead = { readonly report: StatusReport } | { readonly ignored: string } | { readonly wrong: string };

/**
 * What a status callback says (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). A message that was sent in parts has
 * failed when any part has, and is as far as its last part is.
 */
export function statusOf(fields: Fields, query: URLSearchParams): StatusRead {
  const messageId = query.get("message") ?? "";
  if (!/^[0-9A-Za-z-]{8,64}$/u.test(messageId)) return { wrong: "message_id" };
  const { MessageStatus: status = "", MessageSid: providerId = "" } = fields;
  if (early.includes(status)) return { ignored: "early" };
  const state = states[status];
  if (state === undefined) return { wrong: "status" };
  const invitation = query.has("invitation") ? { invitation: true } : {};
  const about = { messageId: brand<MessageId>(messageId), providerId, ...invitation };
  if (state === "failed") return { report: { ...about, state, ...failureOf(fields["ErrorCode"]) } };
  return isLast(query) ? { report: { ...about, state } } : { ignored: "part" };
}

function failureOf(code = ""): Pick<StatusReport, "trouble" | "code"> {
  return /^\d{1,6}$/u.test(code) ? { trouble: troubleOf(Number(code)), code } : { trouble: "refused" };
}

function isLast(query: URLSearchParams): boolean {
  return (query.get("part") ?? "1") === (query.get("parts") ?? "1");
}
