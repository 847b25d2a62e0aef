import { object, when } from "./json-select.ts";

/** Alias `cu` of `customer`. */
export const customerDocument = object({
  id: "cu.id",
  name: "cu.name",
  language: "cu.language",
  phone: "cu.phone",
  phoneProven: "cu.phone_proven",
  email: "cu.email",
  country: "cu.country",
  createdAt: "cu.created_at",
  erasedAt: "cu.erased_at",
});

/** Alias `co` of `conversation`. */
export const conversationDocument = object({
  id: "co.id",
  address: object({ channel: "co.channel", externalId: "co.external_id" }),
  customerId: "co.customer_id",
  language: "co.language",
  languageChosen: "co.language_chosen",
  version: "co.version",
  lastSeq: "co.last_seq",
  owner: object({ kind: "co.owner_kind", agentId: "co.owner_agent_id", since: "co.owner_since" }),
  state: "co.state",
  createdAt: "co.created_at",
  lastInboundAt: "co.last_inbound_at",
});

const messageBase = {
  direction: "m.direction",
  id: "m.id",
  conversationId: "m.conversation_id",
  seq: "m.seq",
  address: object({ channel: "m.channel", externalId: "co.external_id" }),
  complaintId: "m.complaint_id",
};

const inboundDocument = object({
  ...messageBase,
  externalId: "m.external_id",
  reply: "m.body",
  attachments: "m.attachment_ids",
  sentAt: "m.sent_at",
  receivedAt: "m.at",
  clientId: "m.client_id",
  unassigned: "m.unassigned",
  faultCode: "m.fault_code",
});

/** Aliases `m` of `message` and `co` of its conversation. */
export const outboundDocument = object({
  ...messageBase,
  body: "m.body",
  createdAt: "m.at",
  author: `CASE WHEN m.author_agent_id IS NULL THEN ${object({ kind: "'bot'" })} ELSE ${object({
    kind: "'agent'",
    agentId: "m.author_agent_id",
  })} END`,
  purpose: "m.purpose",
  delivery: object({
    state: "m.delivery_state",
    attempts: "m.attempts",
    nextAttemptAt: "m.next_attempt_at",
    leasedUntil: "m.leased_until",
    providerId: "m.provider_id",
    sentAt: "m.sent_at",
    failure: "m.failure",
  }),
});

/** Aliases `m` of `message` and `co` of its conversation. */
export const messageDocument = `CASE m.direction WHEN 'in' THEN ${inboundDocument} ELSE ${outboundDocument} END`;

/** Alias `f` of `attachment`. */
export const attachmentDocument = object({
  id: "f.id",
  customerId: "f.customer_id",
  complaintId: "f.complaint_id",
  channel: "f.channel",
  origin: "f.origin",
  source: object({ kind: "f.source_kind", handle: "f.source_ref", key: "f.source_ref" }),
  kind: "f.kind",
  name: "f.name",
  state: "f.state",
  refusal: "f.refusal",
  announcedAt: "f.announced_at",
  attempts: "f.attempts",
  stored: when(
    "f.stored_at IS NOT NULL",
    object({
      at: "f.stored_at",
      type: "f.type",
      bytes: "f.bytes",
      originalKey: "f.original_key",
      originalSha256: "f.original_sha256",
      cleanKey: "f.clean_key",
      cleanSha256: "f.clean_sha256",
      thumbnailKey: "f.thumbnail_key",
    }),
  ),
});
