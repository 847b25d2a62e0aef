import { z } from "zod";
import { readListPlace, writeListPlace } from "../conversation-order.ts";
import { pageOf } from "../queue-order.ts";
import { readSought, type SoughtWord } from "../search-words.ts";
import type { Page, QueueRow } from "../lists.ts";
import { queueRowSchema } from "./complaint-document.ts";
import { list } from "./fields.ts";
import { QUEUE_COLUMNS } from "./queue-statement.ts";
import { readDocuments } from "./read-statements.ts";
import type { Sql } from "./sql.ts";

/** Lines of one page. */
const LONGEST_PAGE = 100;
/** The newest complaints that are walked through for any word, in some milliseconds. */
const FEW_WALKED = 3_000;
/** So many found among those few: a page is found on a longer walk. */
const WORTH_WALKING = 12;
/** So many of those few have a word: the index is not asked for it where a rarer one is sought. */
const COMMON_AMONG_FEW = 60;
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
WITH found AS MATERIALIZED (SELECT * FROM walk_words($1::tsquery, $2, $3, $4, $5) LIMIT $4) ${DOCUMENTS}`;

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
 * A common word is found among the newest at once, what is not so rare on a longer walk, and a rare one is gathered by the index. Only
 * a word that was common long ago, and is not any more, has all its complaints gathered and sorted.
 */
async function found(
  sql: Sql,
  sought: readonly SoughtWord[],
  place: readonly string[],
  limit: number,
): Promise<readonly QueueRow[]> {
  const query = queryOf(sought);
  const walk = async (farthest: number) =>
    readDocuments(
      queueRowSchema,
      await sql.query({ name: "walk words", text: WALK, values: [query, ...place, limit, farthest] }),
    );
  const gather = async (index: string, most: number | null) => {
    const [row] = await sql.query({
      name: "gather words",
      text: GATHER,
      values: [index, query, ...place, limit, most],
    });
    return gatheredSchema.parse(row);
  };
  const newest = await walk(FEW_WALKED);
  if (newest.length === limit) return newest;
  const selective = await rarest(sql, sought.filter(isSelective));
  if (selective.length > 0 && newest.length < WORTH_WALKING) {
    const { count, rows } = await gather(queryOf(selective), MOST_GATHERED + 1);
    if (count <= MOST_GATHERED) return rows;
  }
  const walked = await walk(MOST_WALKED);
  return walked.length === limit
    ? walked
    : (await gather(queryOf(selective.length > 0 ? selective : sought), null)).rows;
}

/** Those of `words` that the index has few complaints of, by how often the newest have them; all where none is rare. */
async function rarest(sql: Sql, words: readonly SoughtWord[]): Promise<readonly SoughtWord[]> {
  if (words.length < 2) return words;
  const [row] = await sql.query({ text: tallyOf(words.length), values: words.map((word) => queryOf([word])) });
  const rare = words.filter((_word, place) => z.number().parse(row?.[`n${place}`]) < COMMON_AMONG_FEW);
  return rare.length > 0 ? rare : words;
}

function tallyOf(count: number): string {
  const tallies = Array.from(
    { length: count },
    (_, place) => `count(*) FILTER (WHERE words @@ $${place + 1}::tsquery)::int AS n${place}`,
  );
  const newest = `SELECT words FROM complaint_words ORDER BY registered_at DESC, complaint_id DESC LIMIT ${FEW_WALKED}`;
  return `SELECT ${tallies.join(", ")} FROM (${newest}) newest`;
}

function isSelective(word: SoughtWord): boolean {
  const { letters, digits } = SHORTEST_SOUGHT;
  return word.every((beginning) => beginning.length >= (/^\d+$/u.test(beginning) ? digits : letters));
}

/** As PostgreSQL reads a `tsquery`. */
function queryOf(sought: readonly SoughtWord[]): string {
  return sought.map((beginnings) => `(${beginnings.map((one) => `'${one}':*`).join(" | ")})`).join(" & ");
}
