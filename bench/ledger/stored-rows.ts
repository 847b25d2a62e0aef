import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { z } from "zod";
import type { StoredMessage } from "./audit.ts";

/** Reads rows of a database by one statement. */
export type Rows = (text: string) => Promise<readonly unknown[]>;

/** Opens PostgreSQL for `work`, and closes it again. */
export async function withPostgres<Result>(url: string, work: (rows: Rows) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
  } finally {
    await client.end();
  }
}

/** Opens PGlite's folder for `work`, once whoever had it open is gone. */
export async function withPglite<Result>(folder: string, work: (rows: Rows) => Promise<Result>): Promise<Result> {
  const client = await PGlite.create({ dataDir: folder });
  try {
    return await work(async (text) => (await client.query(text)).rows);
  } finally {
    await client.close();
  }
}

/**
 * What the load wrote, under the ids that it gave: on the web chat they stand behind the conversation's own (`…|c.ID`), on Telegram behind the bot's (`BOT:ID`). The first message
 * of a conversation is the greeting with which the visitor came; those of the complaints that were seeded are called `made|…`.
 */
const MESSAGES = `
SELECT conversation_id::text AS "conversationId", seq, coalesce(following = 'out', false) AS answered,
  CASE channel WHEN 'webchat' THEN split_part(external_id, '|c.', 2)
    WHEN 'telegram' THEN substr(external_id, strpos(external_id, ':') + 1) ELSE external_id END AS id
FROM (
  SELECT conversation_id, seq, channel, external_id, direction, lead(direction) OVER (PARTITION BY conversation_id ORDER BY seq) AS following
  FROM message
) message
WHERE direction = 'in' AND seq > 1 AND external_id NOT LIKE 'made|%'`;

const messageSchema = z.object({
  conversationId: z.string(),
  seq: z.number(),
  id: z.string(),
  answered: z.boolean(),
});

/** All messages of customers but the greetings. */
export async function storedMessages(rows: Rows): Promise<readonly StoredMessage[]> {
  return z.array(messageSchema).parse(await rows(MESSAGES));
}

/** The ids that the floor kept. */
export async function floorIds(rows: Rows): Promise<readonly string[]> {
  const found = z.array(z.object({ id: z.string() })).parse(await rows("SELECT id FROM floor"));
  return found.map(({ id }) => id);
}

/** Messages of ours that are still not sent. */
export async function unsentMessages(rows: Rows): Promise<number> {
  return countOf(rows, "SELECT count(*)::int AS count FROM message WHERE unsent");
}

/** Messages of ours that some platform should have got, by the customer's id there. */
export async function messagesTo(rows: Rows): Promise<ReadonlyMap<string, number>> {
  const found = await rows(`SELECT conversation.external_id AS id, count(*)::int AS count
    FROM message JOIN conversation ON conversation.id = conversation_id
    WHERE direction = 'out' AND delivery_state <> 'superseded' GROUP BY conversation.external_id`);
  const parsed = z.array(z.object({ id: z.string(), count: z.number() })).parse(found);
  return new Map(parsed.map(({ id, count }) => [id, count]));
}

/** The one number that `text` selects as `count`. */
export async function countOf(rows: Rows, text: string): Promise<number> {
  const [row] = await rows(text);
  return z.object({ count: z.number() }).parse(row).count;
}
