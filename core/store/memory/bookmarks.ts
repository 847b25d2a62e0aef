import type { Bookmark, Bookmarks } from "../../channel/bookmark.ts";
import type { Tables } from "./tables.ts";

/** How far the sources of messages have been read. */
export function bookmarks(tables: Tables): Bookmarks {
  return {
    lease: async (key, holder, now, ms) => {
      const row = tables.bookmarks.get(key);
      const { lease } = row ?? {};
      if (lease !== undefined && lease.holder !== holder && lease.until > now) return undefined;
      tables.bookmarks.set(key, { ...row, lease: { holder, until: new Date(now.getTime() + ms) } });
      return { value: row?.value };
    },
    advance: async (key, value) => {
      moveBookmark(tables, { key, value });
    },
    release: async (key, holder) => {
      const { lease, ...row } = tables.bookmarks.get(key) ?? {};
      if (lease?.holder === holder) tables.bookmarks.set(key, row);
    },
  };
}

/** Moves a mark forward. */
export function moveBookmark(tables: Tables, { key, value }: Bookmark): void {
  const row = tables.bookmarks.get(key) ?? {};
  tables.bookmarks.set(key, { ...row, value: Math.max(value, row.value ?? value) });
}
