import { z } from "zod";
import type { Delivery } from "../../conversation/message.ts";
import { isStoreDown } from "../../errors.ts";
import type { ConversationId, MessageId } from "../../ids.ts";
import { isUnsentState } from "../delivery-change.ts";
import { id } from "./fields.ts";
import { isoOf, type Row, type Sql, type SqlValue } from "./sql.ts";
import { isUuid } from "../uuid.ts";

/** What a message in the hands of its sender becomes. */
const SETTLE = `
UPDATE message
SET delivery_state = $2, unsent = $3, attempts = $4, next_attempt_at = $5, hold = NULL, invited_at = $6, leased_until = $7,
  provider_id = coalesce($8, provider_id), sent_at = $9, failure = $10
WHERE id = $1 AND delivery_state = 'sending'
RETURNING id, conversation_id AS conversation`;

/** The same for many. It waits for no row that another holds: several in one statement must not wait for one another's rivals. */
const SETTLE_MANY = `
WITH given AS (SELECT * FROM json_to_recordset($1::json) AS g (id uuid, state text, unsent boolean, attempts int, next timestamptz,
  invited timestamptz, leased timestamptz, provider text, sent timestamptz, failure text)),
mine AS (SELECT m.id FROM message m WHERE m.id = ANY (ARRAY(SELECT given.id FROM given)) AND m.delivery_state = 'sending' FOR UPDATE SKIP LOCKED)
UPDATE message m
SET delivery_state = g.state::delivery_state, unsent = g.unsent, attempts = g.attempts, next_attempt_at = g.next, hold = NULL, invited_at = g.invited,
  leased_until = g.leased, provider_id = coalesce(g.provider, m.provider_id), sent_at = g.sent, failure = g.failure
FROM given g WHERE m.id = g.id AND m.id = ANY (ARRAY(SELECT mine.id FROM mine))
RETURNING m.id, m.conversation_id AS conversation`;

/** Messages in one statement at most. */
const most = 64;

/** Records how an attempt ended; the conversation of the message, or undefined where it is not (or not to be had) in the hands of its sender. */
export type SettleSending = (id: MessageId, delivery: Delivery) => Promise<ConversationId | undefined>;

interface Waiting {
  readonly id: MessageId;
  readonly delivery: Delivery;
  readonly settled: PromiseWithResolvers<ConversationId | undefined>;
}

/**
 * Settles one by one while there is little to do; what ends while a statement is under way goes together with the next. A statement and a
 * commit for each receipt cost as much as the turn that wrote the message.
 */
export function settleTogether(sql: Sql): SettleSending {
  const waiting: Waiting[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) await settleSome(sql, waiting.splice(0, most));
    isRunning = false;
  };
  return (id, delivery) => {
    if (!isUuid(id)) return Promise.resolve(undefined);
    const settled = Promise.withResolvers<ConversationId | undefined>();
    waiting.push({ id, delivery, settled });
    if (!isRunning) void run();
    return settled.promise;
  };
}

/** Never rejects: each of them hears for itself how it ended. */
async function settleSome(sql: Sql, some: readonly Waiting[]): Promise<void> {
  const [first] = some;
  if (first === undefined) return;
  if (some.length === 1) return settleOne(sql, first);
  try {
    const json = JSON.stringify(some.map(({ id, delivery }) => documentOf(id, delivery)));
    const rows = await sql.query({ name: "settle_many", text: SETTLE_MANY, values: [json] });
    const found = new Map(rows.map(readRow).map(({ id, conversation }) => [id, conversation]));
    for (const { id, settled } of some) settled.resolve(found.get(id));
  } catch (error) {
    if (isStoreDown(error)) for (const { settled } of some) settled.reject(error);
    // One that the database does not take must not hold up the others.
    else await Promise.all(some.map((one) => settleOne(sql, one)));
  }
}

async function settleOne(sql: Sql, { id, delivery, settled }: Waiting): Promise<void> {
  try {
    const [row] = await sql.query({ name: "settle", text: SETTLE, values: valuesOf(id, delivery) });
    settled.resolve(row && readRow(row).conversation);
  } catch (error) {
    settled.reject(error);
  }
}

const rowSchema = z.object({ id: id.message, conversation: id.conversation });

function readRow(row: Row): z.infer<typeof rowSchema> {
  return rowSchema.parse(row);
}

/** Columns 1 to 10 of the statements that change one delivery. */
export function valuesOf(id: MessageId, delivery: Delivery): readonly SqlValue[] {
  return [
    id,
    delivery.state,
    isUnsentState(delivery.state),
    delivery.attempts,
    delivery.nextAttemptAt.toISOString(),
    isoOf(delivery.invitedAt),
    isoOf(delivery.leasedUntil),
    delivery.providerId ?? null,
    isoOf(delivery.sentAt),
    delivery.failure ?? null,
  ];
}

function documentOf(id: MessageId, delivery: Delivery): object {
  const [, state, unsent, attempts, next, invited, leased, provider, sent, failure] = valuesOf(id, delivery);
  return { id, state, unsent, attempts, next, invited, leased, provider, sent, failure };
}
