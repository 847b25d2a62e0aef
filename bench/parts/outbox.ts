import { countOf, unsentMessages, withPostgres } from "../ledger/stored-rows.ts";
import type { Rows } from "../ledger/stored-rows.ts";
import { startTelegram } from "../servers/product.ts";
import { startProvider } from "../servers/provider.ts";
import type { Arrival } from "../servers/provider.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { check, newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";
import { until } from "./rounds.ts";

/** What was found of the outbox. */
export interface OutboxPart {
  readonly messages: number;
  /** Messages per second that reached a provider who takes `PROVIDER_MS` for each. */
  readonly perSecond: number;
}

const PROVIDER_MS = 20;
/** Messages that wait in each conversation, to be sent one after another. */
const EACH = 3;
const DRAINED_MS = 600_000;

/** Lets a server that has just been started empty an outbox in which `conversations` wait, each with several messages. */
export async function measureOutbox(
  postgres: Pick<PostgresServer, "url">,
  tools: PartTools,
  conversations: number,
): Promise<OutboxPart> {
  const { folder, nodeFlags, say } = tools;
  const databaseUrl = await newDatabase(postgres, "outbox");
  const provider = await startProvider(PROVIDER_MS);
  const setting = { storage: { databaseUrl }, folder, visitors: 0, nodeFlags };
  // Its first start makes the tables.
  await (await startTelegram(setting, provider)).stop();
  return withPostgres(databaseUrl, async (rows) => {
    await fill(rows, conversations);
    say(`outbox: ${conversations * EACH} messages wait in ${conversations} conversations`);
    const server = await startTelegram(setting, provider);
    await until("the outbox is empty", async () => (await unsentMessages(rows)) === 0, DRAINED_MS);
    await server.stop();
    const arrivals = await provider.arrivals();
    await provider.stop();
    check(say, "the outbox", await auditDrained(rows, arrivals, conversations));
    return { messages: arrivals.length, perSecond: speedOf(arrivals) };
  });
}

/** Customers to whom something was written while nothing could be sent. */
async function fill(rows: Rows, conversations: number): Promise<void> {
  await rows(`CREATE TEMP TABLE waiting AS
    SELECT n, gen_random_uuid() AS customer_id, gen_random_uuid() AS conversation_id, now() AS at
    FROM generate_series(1, ${conversations}) n`);
  await rows(
    "INSERT INTO customer (id, language, phone_proven, created_at) SELECT customer_id, 'en', false, at FROM waiting",
  );
  await rows(`INSERT INTO conversation (id, channel, external_id, customer_id, language, language_chosen, version, last_seq, owner_kind,
      state, granted_ids, created_at, last_inbound_at)
    SELECT conversation_id, 'telegram', (7000000000 + n)::text, customer_id, 'en', true, 1, ${EACH}, 'bot',
      '{"cursors":[],"offers":[],"misunderstood":0,"granted":[]}', '{}', at, at FROM waiting`);
  await rows(`INSERT INTO message (id, conversation_id, seq, direction, channel, at, body, delivery_state, attempts, next_attempt_at, unsent)
    SELECT id, conversation_id, seq, 'out', 'telegram', at, json_build_object('messageId', id, 'conversationId', conversation_id, 'seq', seq,
      'language', 'en', 'text', seq::text, 'details', '[]'::json, 'choices', '[]'::json, 'files', '[]'::json,
      'author', json_build_object('kind', 'bot')), 'pending', 0, at, true
    FROM (SELECT *, gen_random_uuid() AS id FROM waiting, generate_series(1, ${EACH}) seq) message`);
  await rows("ANALYZE");
}

async function auditDrained(
  rows: Rows,
  arrivals: readonly Arrival[],
  conversations: number,
): Promise<readonly string[]> {
  const unsure = await countOf(rows, "SELECT count(*)::int AS count FROM message WHERE delivery_state <> 'sent'");
  const wrong = [...Map.groupBy(arrivals, ([chat]) => chat).values()].filter(
    (calls) => calls.map(([, , words]) => words).join() !== "1,2,3",
  );
  const counts: readonly (readonly [number, string])[] = [
    [Math.abs(arrivals.length - conversations * EACH), "messages too many or too few reached the provider"],
    [unsure, "messages are not marked as sent"],
    [wrong.length, "conversations were written to out of order"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function speedOf(arrivals: readonly Arrival[]): number {
  const moments = arrivals.map(([, at]) => at);
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  return ((moments.length - 1) * 1_000) / (last - first);
}
