import type { Attachment, StoredFile } from "../../attachment/attachment.ts";
import type { ComplaintEvent } from "../../complaint/event.ts";
import type { Conversation, Customer } from "../../conversation/conversation.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { actorColumns, type RowValues } from "./complaint-rows.ts";
import { conversationValues } from "./conversation-parts.ts";

/** A customer's row. */
export function customerRow(customer: Customer): RowValues {
  return {
    id: customer.id,
    name: customer.name,
    language: customer.language,
    phone: customer.phone,
    phone_proven: customer.phoneProven,
    email: customer.email,
    country: customer.country,
    created_at: customer.createdAt,
    erased_at: customer.erasedAt,
  };
}

/** A conversation's row. */
export function conversationRow(conversation: Conversation): RowValues {
  return {
    id: conversation.id,
    channel: conversation.address.channel,
    external_id: conversation.address.externalId,
    created_at: conversation.createdAt,
    ...conversationValues(conversation),
    state: conversation.state,
  };
}

/** An attachment's row, as its message announces it. */
export function attachmentRow(file: Attachment): RowValues {
  const { source } = file;
  const stored: Partial<StoredFile> = file.stored ?? {};
  return {
    id: file.id,
    customer_id: file.customerId,
    complaint_id: file.complaintId,
    channel: file.channel,
    origin: file.origin,
    source_kind: source.kind,
    source_ref: source.kind === "remote" ? source.handle : source.key,
    kind: file.kind,
    name: file.name,
    state: file.state,
    refusal: file.refusal,
    announced_at: file.announcedAt,
    attempts: file.attempts,
    stored_at: stored.at,
    type: stored.type,
    bytes: stored.bytes,
    original_key: stored.originalKey,
    original_sha256: stored.originalSha256,
    clean_key: stored.cleanKey,
    clean_sha256: stored.cleanSha256,
    thumbnail_key: stored.thumbnailKey,
  };
}

/** An event's row; the database gives its ordinal. */
export function eventRow(event: ComplaintEvent): RowValues {
  return {
    id: event.id,
    complaint_id: event.complaintId,
    at: event.at,
    kind: event.kind,
    ...actorColumns("actor", event.actor),
    door: event.door,
    facts: event.facts,
  };
}

/** A timer's row. */
export function timerRow(timer: NonNullable<UnitOfWork["timers"]>[number]): RowValues {
  return {
    key: timer.key,
    complaint_id: timer.complaintId,
    purpose: timer.purpose,
    at: timer.at,
    round: timer.round,
    detail: timer.detail,
  };
}

/** An alert's row. */
export function alertRow(id: string, alert: NonNullable<UnitOfWork["alerts"]>[number]): RowValues {
  return {
    id,
    kind: alert.kind,
    channel: alert.channel,
    complaint_id: alert.complaintId,
    conversation_id: alert.conversationId,
    agent_id: alert.agentId,
    at: alert.at,
  };
}
