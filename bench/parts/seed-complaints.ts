import { z } from "zod";
import { makeTrackingNumber } from "../../core/complaint/tracking-number.ts";
import type { Rows } from "../ledger/stored-rows.ts";

/** How many complaints each made-up customer has. */
const COMPLAINTS_EACH = 5;

/** The number of one complaint in the middle; those of the others are as scattered, but made otherwise. */
export const SEEDED_NUMBER = makeTrackingNumber({ bytes: (count) => new Uint8Array(count).fill(77) });

/** Fills a migrated database with `complaints` of customers who talk on the web chat, with four messages each, and gathers statistics. */
export async function seedComplaints(rows: Rows, complaints: number): Promise<void> {
  const customers = complaints / COMPLAINTS_EACH;
  await rows(`CREATE TEMP TABLE made AS
    SELECT n, gen_random_uuid() AS customer_id, gen_random_uuid() AS conversation_id, now() - n * interval '1 minute' AS at
    FROM generate_series(1, ${customers}) n`);
  await rows(
    `INSERT INTO customer (id, name, language, phone, phone_proven, created_at, words)
    SELECT customer_id, name, 'en', '+90' || phone, false, at, setweight(to_tsvector('simple', name || ' 90' || phone || ' ' || phone), 'B')
    FROM (SELECT *, initcap(${wordOf("n % 4000")}) || ' ' || initcap(${wordOf("n % 7919")}) AS name, 5300000000 + n::bigint * 48271 % 99999989 AS phone FROM made) made`,
  );
  await rows(`INSERT INTO conversation (id, channel, external_id, customer_id, language, language_chosen, version, last_seq, owner_kind,
      owner_since, owner_why, owner_department, state, granted_ids, created_at, last_inbound_at, listed_hour)
    SELECT conversation_id, 'webchat', 'dl_made_' || n, customer_id, 'en', true, 2, 4, (CASE WHEN waits THEN 'waiting' ELSE 'bot' END)::owner_kind,
      CASE WHEN waits THEN at END, CASE WHEN waits THEN 'asked'::ownership_reason END, CASE WHEN waits THEN 'department' || n % 5 END,
      '{"cursors":[],"offers":[],"misunderstood":0,"granted":[]}', '{}', at, at, date_trunc('hour', at, 'UTC')
    FROM (SELECT *, n % 97 = 0 AS waits FROM made) made`);
  await rows(`INSERT INTO message (id, conversation_id, seq, direction, channel, at, body, external_id, delivery_state, next_attempt_at)
    SELECT id, conversation_id, seq, CASE WHEN inbound THEN 'in' ELSE 'out' END::direction, 'webchat', at,
      CASE WHEN inbound THEN '{"kind":"text","text":"The resin arrived hardened."}' ELSE json_build_object('messageId', id, 'conversationId', conversation_id,
        'seq', seq, 'language', 'en', 'text', 'Thank you.', 'details', '[]'::json, 'choices', '[]'::json, 'files', '[]'::json, 'author', '{"kind":"bot"}'::json) END,
      CASE WHEN inbound THEN 'made|' || n || '.' || seq END, CASE WHEN NOT inbound THEN 'sent'::delivery_state END, CASE WHEN NOT inbound THEN at END
    FROM (SELECT made.*, gen_random_uuid() AS id, seq, seq % 2 = 1 AS inbound FROM made, generate_series(1, 4) seq) spoken`);
  await rows(complaintsOf("SELECT customer_id, at, n * 10 + k AS number FROM made, generate_series(1, 5) k"));
  await rows(`UPDATE complaint SET number = '${SEEDED_NUMBER}' WHERE number = ${numberOf(String(customers * 5 + 1))}`);
  await makeFindable(rows);
  await rows("VACUUM ANALYZE");
}

/** Ten digits for each number, scattered as tracking numbers are. */
function numberOf(number: string): string {
  return `(1000000000 + (${number})::bigint * 48271 % 8999999929)::text`;
}

/** A made-up word for each number. */
function wordOf(number: string): string {
  return `translate((${number})::text, '0123456789', 'abcdefghij')`;
}

/** Words as people use them: the tenth most common one a tenth as often as the first. */
const ANY_WORDS = `(SELECT string_agg(${wordOf("floor(exp(random() * ln(50000)))::int")} || 'x', ' ') FROM generate_series(1, 12 + number * 0))`;

/** What the complaints are found by. The index of words is made at the end, for it takes a million one by one only slowly. */
async function makeFindable(rows: Rows): Promise<void> {
  const [index] = indexSchema.parse(
    await rows("SELECT indexdef FROM pg_indexes WHERE indexname = 'complaint_words_idx'"),
  );
  await rows("DROP INDEX complaint_words_idx");
  await rows(`INSERT INTO complaint_words (complaint_id, customer_id, registered_at, words)
    SELECT c.id, c.customer_id, c.registered_at, setweight(to_tsvector('simple', c.number || ' ' || c.description), 'A') || cu.words
    FROM complaint c JOIN customer cu ON cu.id = c.customer_id`);
  await rows(index.indexdef);
}

const indexSchema = z.tuple([z.object({ indexdef: z.string() })]);

/** Gives every second customer who has opened the chat since two complaints: they follow, as people do. */
export async function giveVisitorsComplaints(rows: Rows): Promise<void> {
  await rows(
    complaintsOf(`SELECT customer_id, now() AS at, 8000000000 + row_number() OVER () AS number FROM (
      SELECT customer_id, row_number() OVER (ORDER BY id) AS place FROM conversation WHERE external_id NOT LIKE 'dl_made_%'
    ) visitor, generate_series(1, 2) WHERE place % 2 = 0`),
  );
}

/** A mixture of states, spread over the categories and departments of a queue. `source` gives `customer_id`, `at` and `number`. */
function complaintsOf(source: string): string {
  return `INSERT INTO complaint (id, number, passcode_hash, version, customer_id, filed_by_kind, filed_by_customer_id, door, language,
      registered_at, status, category, description, department, queue_at, queue_safety, waiting_for_customer)
    SELECT gen_random_uuid(), ${numberOf("number")}, 'none', 1, customer_id, 'customer', customer_id, 'webchat', 'en',
      at, (ARRAY['received', 'under_evaluation', 'closed', 'closed']::status[])[1 + number % 4], 'category' || number % 12,
      'The resin arrived hardened. ' || ${ANY_WORDS}, 'department' || number % 5, at + interval '2 days', number % 50 = 0, number % 9 = 0
    FROM (${source}) source`;
}

const scansSchema = z.array(z.object({ name: z.string(), scans: z.coerce.number() }));

/** Sequential scans so far of each table that is too large for one. */
export async function sequentialScans(rows: Rows): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    "SELECT relname AS name, seq_scan AS scans FROM pg_stat_user_tables WHERE relname IN ('customer', 'conversation', 'message', 'complaint')",
  );
  return new Map(scansSchema.parse(found).map(({ name, scans }) => [name, scans]));
}
