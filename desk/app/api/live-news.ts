import type { QueryClient } from "@tanstack/react-query";
import type { LiveNews } from "./live.ts";

/** Lists change with every step of a whole office: they are read again this often at most. */
const LISTS_MS = 3_000;

/** One thing that is open is read again this soon; what comes together is read once. */
const THING_MS = 200;

type Key = readonly [string, ...string[]];

/** What has to be read again after news, at once and with the lists. */
function touchedBy(news: LiveNews): { readonly things: readonly Key[]; readonly lists: readonly Key[] } {
  switch (news.kind) {
    case "complaint":
      return { things: [["complaint", news.id]], lists: [["queue"], ["counts"]] };
    case "conversation":
      return { things: [["conversation", news.id]], lists: [["conversations"], ["counts"]] };
    case "attachment":
      return { things: [["complaint"], ["conversation"]], lists: [] };
    case "alert":
      return { things: [["alerts"]], lists: [["counts"]] };
    case "calendar":
      return { things: [["settings"], ["complaint"]], lists: [["queue"]] };
    case "settings":
      return { things: [["settings"], ["organisation"], ["canned-replies"]], lists: [] };
    case "presence":
    case "reload":
      return { things: [], lists: [] };
  }
}

/** Has what news touch read again where it is shown, and marks the rest as old. */
export function createRefresher(queries: QueryClient): (news: LiveNews) => void {
  const things = createGathering(THING_MS, (keys) => refresh(queries, keys));
  const lists = createGathering(LISTS_MS, (keys) => refresh(queries, keys));
  return (news) => {
    if (news.kind === "reload")
      void queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== "texts" });
    const touched = touchedBy(news);
    things(touched.things);
    lists(touched.lists);
  };
}

function refresh(queries: QueryClient, keys: readonly Key[]): void {
  for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
}

/** Gathers keys for `ms`, then hands each in once. */
function createGathering(ms: number, flush: (keys: readonly Key[]) => void): (keys: readonly Key[]) => void {
  const gathered = new Map<string, Key>();
  let timer: number | undefined;
  return (keys) => {
    for (const key of keys) gathered.set(key.join("\n"), key);
    if (gathered.size === 0 || timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      const due = [...gathered.values()];
      gathered.clear();
      flush(due);
    }, ms);
  };
}
