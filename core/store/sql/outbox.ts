import { z } from "zod";
import type { Delivery, DueMessage, OutboundMessage } from "../../conversation/message.ts";
import type { ConversationId, MessageId } from "../../ids.ts";
import { noted, settled } from "../delivery-change.ts";
import type { Store } from "../store.ts";
import { outboundMessageSchema } from "./conversation-document.ts";
import { id as idField, moment } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import { readMessages } from "./read-statements.ts";
import { settleTogether, valuesOf } from "./settle-together.ts";
import { isoOf, type Row, type Sql } from "./sql.ts";
import { isUuid } from "../uuid.ts";

/** How it is found is the business of the database function, written down beside it in prisma/migrations. */
const TAKE = "SELECT * FROM take_due($1::channel, $2, $3, $4, $5, $6)";

/** With the mark of the row's version: nobody has changed it while it has this. */
const FIND = `
SELECT row_to_json(m) AS document, co.external_id AS address, m.xmin::text AS mark
FROM message m JOIN conversation co ON co.id = m.conversation_id WHERE m.id = $1 AND m.direction = 'out'`;

const CHANGE = `
UPDATE message
SET delivery_state = $2, unsent = $3, attempts = $4, next_attempt_at = $5, hold = NULL, invited_at = $6, leased_until = $7,
  provider_id = $8, sent_at = $9, failure = $10
WHERE id = $1 AND xmin = $11::xid
RETURNING conversation_id AS conversation`;

/**
 * Raises the conversation's version, so that a turn that read it before the hold reads again and lets go what it then finds; a turn that was
 * committed before is seen by the moment at which its customer wrote.
 */
const HOLD_BACK = `
WITH chat AS (UPDATE conversation SET version = version + 1 WHERE id = $12 RETURNING last_inbound_at),
late AS (SELECT CASE WHEN last_inbound_at >= $13 AND $14::hold <> 'album' THEN last_inbound_at END AS written FROM chat)
UPDATE message m
SET delivery_state = $2, unsent = $3, attempts = $4, next_attempt_at = coalesce(late.written, $5),
  hold = CASE WHEN late.written IS NULL THEN $14::hold END, invited_at = $6, leased_until = $7, provider_id = $8, sent_at = $9, failure = $10
FROM late WHERE m.id = $1 AND m.xmin = $11::xid
RETURNING m.conversation_id AS conversation`;

const OF_PURPOSE = `
SELECT row_to_json(m) AS document, co.external_id AS address FROM message m JOIN conversation co ON co.id = m.conversation_id
WHERE m.complaint_id = $1 AND m.purpose IS NOT NULL AND m.purpose = $2 AND m.direction = 'out' ORDER BY m.at, m.id`;

const TAKE_BACK = `
UPDATE message SET hold = NULL, delivery_state = 'superseded', unsent = false
WHERE id = $1 AND direction = 'out' AND delivery_state = 'pending' AND attempts = 0 AND provider_id IS NULL
RETURNING conversation_id AS conversation`;

/** The partial index holds only what is still to be forgotten: a handful. */
const FORGET = `
UPDATE message SET body = ((body::jsonb - 'kept') || (body::jsonb -> 'kept'))::json, secret = false
WHERE secret AND NOT unsent AND coalesce(sent_at, at) <= $1
RETURNING 1`;

const LAG =
  "SELECT count(*)::int AS waiting, min(next_attempt_at) AS oldest FROM message WHERE unsent AND next_attempt_at <= $1";

const lagSchema = z.object({ waiting: z.number(), oldest: moment.nullable() });

/** The outgoing messages that are not yet sent. */
export function outbox(sql: Sql, news: NewsDesk): Store["outbox"] {
  const settleSending = settleTogether(sql);
  const tell = (id: ConversationId): void => {
    news.publish([{ kind: "conversation", id }]);
  };
  return {
    take: async (channel, now, leaseMs, limit, pace) => {
      const until = new Date(now.getTime() + leaseMs);
      const since = pace && new Date(now.getTime() - pace.perMs);
      const values = [channel, now.toISOString(), until.toISOString(), limit, pace ? pace.count - 1 : 0, isoOf(since)];
      return dueOf(await sql.query({ name: "take", text: TAKE, values }));
    },
    takeBack: async (id) => {
      // Whoever takes it at the same moment waits for this row, or this statement for theirs and finds it taken.
      const [row] = isUuid(id) ? await sql.query({ text: TAKE_BACK, values: [id] }) : [];
      if (row === undefined) return false;
      tell(idField.conversation.parse(row["conversation"]));
      return true;
    },
    settle: async (id, delivery, asOf) => {
      if (delivery.hold === undefined) {
        const conversation = await settleSending(id, delivery);
        if (conversation !== undefined) {
          // The ordinary way of a message is no news to anybody: what was sent is shown already.
          if (delivery.state !== "sent" && delivery.state !== "pending") tell(conversation);
          return;
        }
      }
      const after = await change(sql, id, (known) => settled(known, delivery, asOf), asOf);
      if (after) tell(after.conversationId);
    },
    note: async (id, report, at) => {
      const after = await change(sql, id, (known) => noted(known, report, at), at);
      if (after) tell(after.conversationId);
      return after;
    },
    ofPurpose: async (complaintId, purpose) => {
      if (!isUuid(complaintId)) return [];
      const rows = await sql.query({ text: OF_PURPOSE, values: [complaintId, purpose] });
      return readMessages(outboundMessageSchema, rows);
    },
    forget: async (before) => (await sql.query({ text: FORGET, values: [before.toISOString()] })).length,
    lag: async (now) => {
      const [row] = await sql.query({ text: LAG, values: [now.toISOString()] });
      const { waiting, oldest } = lagSchema.parse(row);
      return { waiting, seconds: oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0 };
    },
  };
}

const inboundAt = moment.nullable();

function dueOf(rows: readonly Row[]): readonly DueMessage[] {
  const due = readMessages(outboundMessageSchema, rows).map((message, index) => {
    const lastInboundAt = inboundAt.parse(rows[index]?.["written"]);
    return lastInboundAt === null ? message : { ...message, lastInboundAt };
  });
  return due.toSorted((one, other) => one.delivery.nextAttemptAt.getTime() - other.delivery.nextAttemptAt.getTime());
}

const markSchema = z.object({ mark: z.string() });

/** Changes a delivery by what it is now; the message as it then is, undefined where `next` or the lack of a message leaves all as it is. */
async function change(
  sql: Sql,
  id: MessageId,
  next: (known: Delivery) => Delivery | undefined,
  asOf: Date,
): Promise<OutboundMessage | undefined> {
  if (!isUuid(id)) return undefined;
  for (;;) {
    const [row] = await sql.query({ name: "find", text: FIND, values: [id] });
    const message = row && readMessages(outboundMessageSchema, [row])[0];
    if (message === undefined) return undefined;
    const delivery = next(message.delivery);
    if (delivery === undefined) return undefined;
    const values = [...valuesOf(id, delivery), markSchema.parse(row).mark];
    const { hold } = delivery;
    const statement =
      hold === undefined
        ? { name: "change", text: CHANGE, values }
        : { text: HOLD_BACK, values: [...values, message.conversationId, asOf.toISOString(), hold] };
    const [changed] = await sql.query(statement);
    // Another was faster: what it made of the message is looked at again.
    if (changed) return { ...message, delivery };
  }
}
