import type { Store } from "../store.ts";
import type { Sql } from "./sql.ts";

/** Small tables, once an hour: read from end to end. */
const SWEEP = `
WITH throttles AS (
  DELETE FROM throttle WHERE failed_at < $2 AND (blocked_until IS NULL OR blocked_until <= $1) RETURNING 1
), buckets AS (
  DELETE FROM bucket WHERE greatest(full_at, blocked_until) <= $3::float8 RETURNING 1
), bookmarks AS (
  DELETE FROM bookmark WHERE value IS NULL AND (leased_until IS NULL OR leased_until <= $1) RETURNING 1
)
SELECT FROM throttles UNION ALL SELECT FROM buckets UNION ALL SELECT FROM bookmarks`;

/** Removes what no longer holds anything. */
export function sweep(sql: Sql): Store["sweep"] {
  return async (now, failedBefore) => {
    const values = [now.toISOString(), failedBefore.toISOString(), now.getTime()];
    return (await sql.query({ text: SWEEP, values })).length;
  };
}
