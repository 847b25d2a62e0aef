import { z } from "zod";
import { readListPlace, writeListPlace } from "../conversation-order.ts";
import { pageOf } from "../queue-order.ts";
import { readSought, type SoughtWord, type SoughtWords } from "../search-words.ts";
import type { Page, QueueRow } from "../store.ts";
import { queueRowSchema } from "./complaint-document.ts";
import { list } from "./fields.ts";
import { QUEUE_COLUMNS } from "./queue-statement.ts";
import { readDocuments } from "./read-statements.ts";
import type { Sql, SqlValue } from "./sql.ts";

/** Lines of one page. */
const LONGEST_PAGE = 100;
/** Complaints that are gathered by the index of words and sorted; where it finds more, the newest are walked through instead. */
const MOST_GATHERED = 4_000;
/** The newest complaints that are walked through before all are gathered after all. */
const MOST_WALKED = 30_000;
/** Shorter beginnings have too many words that begin with them for the index: they are looked at in what the others find. */
const SHORTEST_SOUGHT = { letters: 3, digits: 6 };

/** How it is found is the business of the database functions, written down beside them in prisma/migrations. */
const NEWEST = "ORDER BY registered_at DESC, complaint_id DESC";
const DOCUMENTS = `SELECT row_to_json(q) AS document FROM (SELECT ${QUEUE_COLUMNS} FROM found f JOIN complaint c ON c.id = f.complaint_id) q
ORDER BY q.registered_at DESC, q.id DESC`;
const GATHER = `
WITH gathered AS MATERIALIZED (SELECT * FROM gather_words($1::tsquery, $2::tsquery, $3, $4, $6)),
found AS (SELECT * FROM gathered ${NEWEST} LIMIT $5)
SELECT (SELECT count(*)::int FROM gathered) AS count, (SELECT json_agg(document) FROM (${DOCUMENTS}) documents) AS rows`;
const WALK = `
WITH found AS MATERIALIZED (SELECT * FROM walk_words($1::tsquery, $2, $3, $4, ${MOST_WALKED}) LIMIT $4) ${DOCUMENTS}`;

const gatheredSchema = z.object({
  count: z.number(),
  rows: z.preprocess((rows) => rows ?? undefined, list(queueRowSchema)),
});

/** Complaints that have every word of `text`. */
export async function searchPage(
  sql: Sql,
  text: string,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<QueueRow>> {
  const sought = readSought(text);
  if (sought === undefined) return { rows: [] };
  const limit = Math.min(Math.max(page.limit, 1), LONGEST_PAGE);
  const after = readListPlace(page.after);
  const place = after ? [after.at.toISOString(), after.id] : ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
  const rows = await found(sql, sought, place, limit + 1);
  return pageOf(rows, limit, ({ registeredAt, id }) => writeListPlace({ at: registeredAt, id }));
}

/**
 * A rare word is gathered by the index at once. A common one is found among the newest soon; only one that was common long ago, and
 * is not any more, has all its complaints gathered and sorted.
 */
async function found(
  sql: Sql,
  sought: SoughtWords,
  place: readonly string[],
  limit: number,
): Promise<readonly QueueRow[]> {
  const query = queryOf(sought);
  const gather = async (index: string, most: number | null) => {
    const values: readonly SqlValue[] = [index, query, ...place, limit, most];
    const [row] = await sql.query({ name: "gather words", text: GATHER, values });
    return gatheredSchema.parse(row);
  };
  const selective = selectiveOf(sought);
  if (selective !== undefined) {
    const { count, rows } = await gather(queryOf(selective), MOST_GATHERED + 1);
    if (count <= MOST_GATHERED) return rows;
  }
  const walked = await sql.query({ name: "walk words", text: WALK, values: [query, ...place, limit] });
  if (walked.length === limit) return readDocuments(queueRowSchema, walked);
  return (await gather(queryOf(selective ?? sought), null)).rows;
}

/** What the index of words is asked for; undefined where a reading has no word that it finds few complaints by. */
function selectiveOf(sought: SoughtWords): SoughtWords | undefined {
  const selective = sought.map((reading) => reading.filter(isSelective));
  return selective.every((reading) => reading.length > 0) ? selective : undefined;
}

function isSelective(word: SoughtWord): boolean {
  const { letters, digits } = SHORTEST_SOUGHT;
  return word.every((beginning) => beginning.length >= (/^\d+$/u.test(beginning) ? digits : letters));
}

/** As PostgreSQL reads a `tsquery`. */
function queryOf(sought: SoughtWords): string {
  const word = (beginnings: SoughtWord): string => `(${beginnings.map((one) => `'${one}':*`).join(" | ")})`;
  return sought.map((reading) => `(${reading.map(word).join(" & ")})`).join(" | ");
}
