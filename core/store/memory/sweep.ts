import type { Store } from "../store.ts";
import type { BookmarkRow, Tables, ThrottleRow } from "./tables.ts";
import type { TokenBucket } from "../token-bucket.ts";

/** Removes what no longer holds anything. */
export function sweep(tables: Tables): Store["sweep"] {
  return async (now, failedBefore) =>
    removeFrom(
      tables.throttles,
      (row: ThrottleRow) => row.failedAt < failedBefore && (row.blockedUntil ?? now) <= now,
    ) +
    removeFrom(tables.buckets, (row: TokenBucket) => Math.max(row.fullAt, row.blockedUntil) <= now.getTime()) +
    removeFrom(tables.bookmarks, (row: BookmarkRow) => row.value === undefined && (row.lease?.until ?? now) <= now);
}

function removeFrom<Row>(rows: Map<string, Row>, isEmpty: (row: Row) => boolean): number {
  const keys = [...rows].flatMap(([key, row]) => (isEmpty(row) ? [key] : []));
  for (const key of keys) rows.delete(key);
  return keys.length;
}
