import { z } from "zod";
import type { Bookmark, Bookmarks } from "../../channel/bookmark.ts";
import { document } from "./fields.ts";
import type { Sql } from "./sql.ts";
import type { StatementPart } from "./statement-part.ts";

const LEASE = `
INSERT INTO bookmark AS b (key, holder, leased_until) VALUES ($1, $2, $4)
ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
WHERE b.holder IS NULL OR b.holder = $2 OR b.leased_until <= $3
RETURNING value::float8 AS value`;

const RELEASE = "UPDATE bookmark SET holder = NULL, leased_until = NULL WHERE key = $1 AND holder = $2";

const leasedSchema = document({ value: z.number().optional() });

/** How far the sources of messages have been read. */
export function bookmarks(sql: Sql): Bookmarks {
  return {
    lease: async (key, holder, now, ms) => {
      const values = [key, holder, now.toISOString(), new Date(now.getTime() + ms).toISOString()];
      const [row] = await sql.query({ text: LEASE, values });
      return row && { value: leasedSchema.parse(row).value };
    },
    advance: async (key, value) => {
      await sql.query({ text: advance(1), values: [key, value] });
    },
    release: async (key, holder) => {
      await sql.query({ text: RELEASE, values: [key, holder] });
    },
  };
}

/** Moves a mark forward within the commit of the work that read so far. */
export function bookmarkPart(bookmark: Bookmark | undefined): StatementPart | undefined {
  return bookmark && { name: "bookmarked", shape: "b", values: [bookmark.key, bookmark.value], text: advance };
}

function advance(first: number): string {
  return `
INSERT INTO bookmark AS b (key, value) VALUES ($${first}, $${first + 1}::bigint)
ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE b.value IS NULL OR b.value < excluded.value`;
}
