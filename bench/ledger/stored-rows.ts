import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { z } from "zod";
import type { StoredMessage } from "./ledger.ts";

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

/** What the load wrote; its ids stand behind the conversation's own (`…|c.ID`). The greeting's is `start`. */
const MESSAGES = `
SELECT conversation_id::text AS "conversationId", seq, split_part(external_id, '|c.', 2) AS id, coalesce(following = 'out', false) AS answered
FROM (
  SELECT conversation_id, seq, external_id, direction, lead(direction) OVER (PARTITION BY conversation_id ORDER BY seq) AS following
  FROM message
) message
WHERE direction = 'in' AND external_id LIKE '%|c.%' AND external_id NOT LIKE '%|c.start'`;

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
  const [row] = await rows("SELECT count(*)::int AS count FROM message WHERE unsent");
  return z.object({ count: z.number() }).parse(row).count;
}
