import { z } from "zod";
import type { Store } from "../store.ts";
import { outboundMessageSchema } from "./conversation-document.ts";
import { moment } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import { readMessages } from "./read-statements.ts";
import { isoOf, type Sql } from "./sql.ts";

/**
 * For each channel its oldest due messages, each the first unsent of its conversation. Taking one writes no column of any index.
 */
const TAKE = `
WITH due AS (
  SELECT head.id
  FROM unnest($1::text[]::channel[]) AS lane (channel)
  CROSS JOIN LATERAL (
    SELECT m.id, m.next_attempt_at FROM message m
    WHERE m.channel = lane.channel AND m.unsent AND m.next_attempt_at <= $2
      AND (m.leased_until IS NULL OR m.leased_until <= $2)
      AND NOT EXISTS (
        SELECT FROM message e WHERE e.conversation_id = m.conversation_id AND e.unsent AND e.seq < m.seq
      )
    ORDER BY m.next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED
  ) head
  ORDER BY head.next_attempt_at LIMIT $4
)
UPDATE message m
SET delivery_state = 'sending', leased_until = $3,
  failure = CASE m.delivery_state WHEN 'sending' THEN 'lapsed' ELSE m.failure END
FROM conversation co
WHERE m.id = ANY (ARRAY(SELECT id FROM due)) AND co.id = m.conversation_id
RETURNING row_to_json(m) AS document, co.external_id AS address`;

const SETTLE = `
UPDATE message
SET delivery_state = $2, unsent = $3, attempts = $4, next_attempt_at = $5, leased_until = $6, provider_id = $7,
  sent_at = $8, failure = $9
WHERE id = $1 AND direction = 'out'
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
  return {
    take: async (channels, now, leaseMs, limit) => {
      const until = new Date(now.getTime() + leaseMs);
      const values = [channels, now.toISOString(), until.toISOString(), limit];
      const taken = readMessages(outboundMessageSchema, await sql.query({ name: "take", text: TAKE, values }));
      return taken.toSorted(
        (one, other) => one.delivery.nextAttemptAt.getTime() - other.delivery.nextAttemptAt.getTime(),
      );
    },
    settle: async (id, delivery) => {
      const values = [
        id,
        delivery.state,
        delivery.state === "pending" || delivery.state === "sending",
        delivery.attempts,
        delivery.nextAttemptAt.toISOString(),
        isoOf(delivery.leasedUntil),
        delivery.providerId ?? null,
        isoOf(delivery.sentAt),
        delivery.failure ?? null,
      ];
      const [row] = await sql.query({ name: "settle", text: SETTLE, values });
      // The ordinary way of a message is no news to anybody: what was sent is shown already.
      if (row && delivery.state !== "sent" && delivery.state !== "pending")
        news.publish([{ kind: "conversation", id: z.string().parse(row["conversation"]) }]);
    },
    forget: async (before) => (await sql.query({ text: FORGET, values: [before.toISOString()] })).length,
    lag: async (now) => {
      const [row] = await sql.query({ text: LAG, values: [now.toISOString()] });
      const { waiting, oldest } = lagSchema.parse(row);
      return { waiting, seconds: oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0 };
    },
  };
}
