import type { JsonRow } from "./row-shape.ts";

/** A customer, from a row of `customer`. */
export function customerShape(row: JsonRow): unknown {
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    phone: row.phone,
    phoneProven: row.phone_proven,
    email: row.email,
    country: row.country,
    createdAt: row.created_at,
    erasedAt: row.erased_at,
  };
}

/** A conversation, from a row of `conversation`. */
export function conversationShape(row: JsonRow): unknown {
  return {
    id: row.id,
    address: { channel: row.channel, externalId: row.external_id },
    customerId: row.customer_id,
    language: row.language,
    languageChosen: row.language_chosen,
    version: row.version,
    lastSeq: row.last_seq,
    owner: {
      kind: row.owner_kind,
      agentId: row.owner_agent_id,
      since: row.owner_since,
      why: row.owner_why,
      department: row.owner_department,
      offeredTo: row.owner_offered_to,
      promisedAt: row.owner_promised_at,
      dueAt: row.owner_due_at,
    },
    state: row.state,
    createdAt: row.created_at,
    lastInboundAt: row.last_inbound_at,
    unreachable:
      row.unreachable_reason === null ? null : { reason: row.unreachable_reason, since: row.unreachable_since },
    joined:
      row.joined_at === null ? null : { at: row.joined_at, proof: row.join_proof, fromCustomerId: row.joined_from_id },
  };
}

/** A stretch of ownership, from a row of `ownership`. */
export function ownershipShape(row: JsonRow): unknown {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    kind: row.kind,
    agentId: row.agent_id,
    department: row.department,
    startedAt: row.started_at,
    why: row.why,
    note: row.note,
    endedAt: row.ended_at,
  };
}

/** A message of either direction, from a row of `message` with the conversation's `address`. */
export function messageShape({ address, ...row }: JsonRow): unknown {
  const both = {
    direction: row.direction,
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    address: { channel: row.channel, externalId: address },
    complaintId: row.complaint_id,
  };
  return row.direction === "in" ? { ...both, ...inboundShape(row) } : { ...both, ...outboundShape(row) };
}

function inboundShape(row: JsonRow) {
  return {
    externalId: row.external_id,
    reply: row.body,
    attachments: row.attachment_ids,
    sentAt: row.sent_at,
    receivedAt: row.at,
    clientId: row.client_id,
    unassigned: row.unassigned,
    faultCode: row.fault_code,
  };
}

function outboundShape(row: JsonRow) {
  return {
    body: row.body,
    createdAt: row.at,
    author: row.author_agent_id === null ? { kind: "bot" } : { kind: "agent", agentId: row.author_agent_id },
    purpose: row.purpose,
    delivery: {
      state: row.delivery_state,
      attempts: row.attempts,
      nextAttemptAt: row.next_attempt_at,
      hold: row.hold,
      invitedAt: row.invited_at,
      leasedUntil: row.leased_until,
      providerId: row.provider_id,
      sentAt: row.sent_at,
      failure: row.failure,
    },
  };
}

/** An attachment, from a row of `attachment`. */
export function attachmentShape(row: JsonRow): unknown {
  const stored = {
    at: row.stored_at,
    type: row.type,
    bytes: row.bytes,
    originalKey: row.original_key,
    originalSha256: row.original_sha256,
    cleanKey: row.clean_key,
    cleanSha256: row.clean_sha256,
    thumbnailKey: row.thumbnail_key,
  };
  return {
    id: row.id,
    customerId: row.customer_id,
    complaintId: row.complaint_id,
    channel: row.channel,
    origin: row.origin,
    source: { kind: row.source_kind, handle: row.source_ref, key: row.source_ref },
    kind: row.kind,
    name: row.name,
    state: row.state,
    refusal: row.refusal,
    announcedAt: row.announced_at,
    attempts: row.attempts,
    stored: row.stored_at === null ? null : stored,
  };
}
