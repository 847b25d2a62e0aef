import { isDeepStrictEqual } from "node:util";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Owner, WaitingOwner } from "../../conversation/ownership.ts";
import type { AgentId } from "../../ids.ts";
import type { InboundMessage, Message, OutboundMessage } from "../../conversation/message.ts";
import { erasedBody, erasedReply } from "../../conversation/erased-message.ts";
import { listedHour } from "../conversation-order.ts";
import type { Revision, UnitOfWork } from "../unit-of-work.ts";
import { isoOf, type SqlValue } from "./sql.ts";
import type { StatementPart } from "./statement-part.ts";

/*
 * The two parts that every turn has. Their values travel one by one and not as JSON, because they decide what a turn costs.
 */

/** Updates one conversation if it still has the version that was loaded. Columns that stay as they are are left alone. */
export function conversationPart(revision: Revision<Conversation>, index: number): StatementPart {
  const before = revision.before && conversationValues(revision.before);
  const changed = Object.entries(conversationValues(revision.after)).filter(
    ([column, value]) => !isDeepStrictEqual(value, before?.[column]),
  );
  return {
    name: `conversation_${index}`,
    shape: `c(${changed.map(([column]) => column).join()})`,
    expects: 1,
    values: [...changed.map(([, value]) => value), revision.after.id, revision.after.version],
    text: (first) => {
      const sets = changed.map(([column], offset) => `${column} = $${first + offset}`).join(", ");
      const id = first + changed.length;
      return `UPDATE conversation SET ${sets} WHERE id = $${id} AND version = $${id + 1} - 1 RETURNING 1`;
    },
  };
}

/** The columns of a conversation that can change. */
export function conversationValues({
  owner,
  state,
  unreachable,
  joined,
  ...conversation
}: Conversation): Readonly<Record<string, SqlValue>> {
  return {
    version: conversation.version,
    last_seq: conversation.lastSeq,
    state: JSON.stringify(state),
    last_inbound_at: isoOf(conversation.lastInboundAt),
    listed_hour: isoOf(listedHour(conversation)),
    customer_id: conversation.customerId,
    language: conversation.language,
    language_chosen: conversation.languageChosen,
    ...ownerValues(owner),
    granted_ids: state.granted,
    ...reachValues(unreachable),
    ...joinValues(joined),
  };
}

function ownerValues(owner: Conversation["owner"]): Readonly<Record<string, SqlValue>> {
  const known: Partial<Omit<WaitingOwner, "kind">> & Pick<Owner, "kind"> & { readonly agentId?: AgentId } = owner;
  return {
    owner_kind: owner.kind,
    owner_agent_id: known.agentId ?? null,
    owner_since: isoOf(known.since),
    owner_why: known.why ?? null,
    owner_department: known.department ?? null,
    owner_offered_to: known.offeredTo ?? null,
    owner_promised_at: isoOf(known.promisedAt),
    owner_due_at: isoOf(known.dueAt),
  };
}

function reachValues(unreachable: Conversation["unreachable"]): Readonly<Record<string, SqlValue>> {
  return { unreachable_reason: unreachable?.reason ?? null, unreachable_since: isoOf(unreachable?.since) };
}

function joinValues(joined: Conversation["joined"]): Readonly<Record<string, SqlValue>> {
  return {
    joined_at: isoOf(joined?.at),
    join_proof: joined?.proof ?? null,
    joined_from_id: joined?.fromCustomerId ?? null,
  };
}

const MESSAGE_COLUMNS = ["id", "conversation_id", "seq", "direction", "channel", "at", "body", "complaint_id"] as const;
const INBOUND_COLUMNS = ["sent_at", "external_id", "attachment_ids", "client_id", "unassigned", "fault_code"] as const;
const OUTBOUND_COLUMNS = [
  "author_agent_id",
  "purpose",
  "secret",
  "delivery_state",
  "unsent",
  "next_attempt_at",
] as const;
const SENT_COLUMNS = ["sent_at", "attempts", "hold", "invited_at", "leased_until", "provider_id", "failure"] as const;

const ALL_COLUMNS = [...MESSAGE_COLUMNS, ...INBOUND_COLUMNS, ...OUTBOUND_COLUMNS, ...SENT_COLUMNS.slice(1)];

/** Columns of the three kinds of message, in the order of their values: in (`i`), out and new (`o`), out with a history or a hold (`s`). */
const COLUMNS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  i: [...MESSAGE_COLUMNS, ...INBOUND_COLUMNS],
  o: [...MESSAGE_COLUMNS, ...OUTBOUND_COLUMNS],
  s: [...MESSAGE_COLUMNS, ...OUTBOUND_COLUMNS, ...SENT_COLUMNS],
};

/** Inserts the messages of a turn in one go. Counted first, so that a known inbound message is found out before a changed version is. */
export function messagesPart({ inbound, outbound = [] }: UnitOfWork): StatementPart | undefined {
  const messages = inbound ? [inbound, ...outbound] : outbound;
  if (messages.length === 0) return undefined;
  const kinds = messages.map(kindOf);
  return {
    name: "messages",
    shape: kinds.join(""),
    expects: messages.length,
    values: messages.flatMap((message) => valuesOf(message)),
    text: (first) => insertMessages(kinds, first),
  };
}

function insertMessages(kinds: readonly string[], first: number): string {
  let next = first;
  const rows = kinds.map((kind) => {
    const given = COLUMNS_OF_KIND[kind] ?? [];
    const start = next;
    next += given.length;
    const cells = ALL_COLUMNS.map((column) => {
      const position = given.indexOf(column);
      return position < 0 ? "DEFAULT" : `$${start + position}`;
    });
    return `(${cells.join(", ")})`;
  });
  return `INSERT INTO message (${ALL_COLUMNS.join(", ")}) VALUES ${rows.join(", ")} RETURNING 1`;
}

function kindOf(message: Message): string {
  if (message.direction === "in") return "i";
  const { state, attempts } = message.delivery;
  return state === "pending" && attempts === 0 && Object.keys(message.delivery).length === 3 ? "o" : "s";
}

function valuesOf(message: Message): readonly SqlValue[] {
  return message.direction === "in" ? inboundValues(message) : outboundValues(message);
}

function inboundValues(message: InboundMessage): readonly SqlValue[] {
  return [
    message.id,
    message.conversationId,
    message.seq,
    "in",
    message.address.channel,
    isoOf(message.receivedAt),
    JSON.stringify(message.reply),
    message.complaintId ?? null,
    isoOf(message.sentAt),
    message.externalId,
    message.attachments,
    message.clientId ?? null,
    message.unassigned,
    message.faultCode ?? null,
  ];
}

function outboundValues(message: OutboundMessage): readonly SqlValue[] {
  const { author, delivery } = message;
  const unsent = delivery.state === "pending" || delivery.state === "sending";
  const values = [
    message.id,
    message.conversationId,
    message.seq,
    "out",
    message.address.channel,
    isoOf(message.createdAt),
    JSON.stringify(message.body),
    message.complaintId ?? null,
    author.kind === "agent" ? author.agentId : null,
    message.purpose ?? null,
    message.body.kept !== undefined,
    delivery.state,
    unsent,
    isoOf(delivery.nextAttemptAt),
  ];
  if (kindOf(message) === "o") return values;
  const history = [
    delivery.attempts,
    delivery.hold ?? null,
    isoOf(delivery.invitedAt),
    isoOf(delivery.leasedUntil),
    delivery.providerId ?? null,
    delivery.failure ?? null,
  ];
  return [...values, isoOf(delivery.sentAt), ...history];
}

/** Takes the words out of all that was said with some customers. A statement does not see the messages that it inserts itself. */
export function erasuresPart({ erasures = [], releases = [] }: UnitOfWork): StatementPart | undefined {
  if (erasures.length === 0) return undefined;
  return {
    name: "erased",
    shape: "x",
    values: [erasures, JSON.stringify(erasedReply), JSON.stringify(erasedBody), releases],
    // Both are never true of one message: what waits for a window is not let go by this very work.
    text: (first) => `
UPDATE message m SET secret = false, body = CASE m.direction
  WHEN 'in' THEN $${first + 1}::json ELSE ((m.body::jsonb - 'kept') || $${first + 2}::jsonb)::json END,
  delivery_state = CASE WHEN m.unsent THEN 'superseded' ELSE m.delivery_state END, unsent = false,
  hold = CASE WHEN m.unsent THEN NULL ELSE m.hold END
FROM conversation co
WHERE co.id = m.conversation_id AND co.customer_id = ANY ($${first}::uuid[]) AND (NOT m.unsent OR (
  m.hold = 'window' AND m.delivery_state = 'pending' AND m.conversation_id <> ALL ($${first + 3}::uuid[])))`,
  };
}

/** Lets go what was held back until the customers of some conversations write. Undefined where there are none. */
export function releasesPart({ releases = [], inbound }: UnitOfWork): StatementPart | undefined {
  if (releases.length === 0) return undefined;
  return {
    name: "released",
    shape: "r",
    values: [releases, isoOf(inbound?.receivedAt)],
    text: (first) => `
UPDATE message SET hold = NULL, next_attempt_at = coalesce($${first + 1}::timestamptz, at)
WHERE conversation_id = ANY ($${first}::uuid[]) AND hold IS NOT NULL AND hold <> 'album' AND delivery_state = 'pending'`,
  };
}

/** Supersedes answers that wait for more parts. Undefined where there are none. */
export function outdatedPart({ outdated = [] }: UnitOfWork): StatementPart | undefined {
  if (outdated.length === 0) return undefined;
  return {
    name: "outdated",
    shape: "a",
    values: [outdated],
    text: (first) => `
UPDATE message SET hold = NULL, delivery_state = 'superseded', unsent = false
WHERE conversation_id = ANY ($${first}::uuid[]) AND hold IS NOT NULL AND hold = 'album' AND delivery_state = 'pending'`,
  };
}
