import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import type { z } from "zod";
import type { queuePageSchema } from "../../schemas/queue-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { queryOf } from "./queue-query.ts";
import type { QueueWanted } from "./queue-query.ts";

type QueuePageSeen = Wire<z.output<typeof queuePageSchema>>;

/** One line of the queue. */
export type QueueRowSeen = QueuePageSeen["rows"][number];

/** Rows of one page; a screen shows less than half of them. */
const PAGE = 50;

/** The rows that `wanted` asks for, page by page as one scrolls. */
export function useQueue(wanted: QueueWanted) {
  return useInfiniteQuery({
    queryKey: ["queue", queryOf(wanted)],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => pageOf(wanted, pageParam, signal),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    select: ({ pages }: InfiniteData<QueuePageSeen>) => rowsOf(pages),
  });
}

function pageOf({ q, ...wanted }: QueueWanted, after: string, signal: AbortSignal): Promise<QueuePageSeen> {
  const page = { limit: PAGE, after };
  return q === undefined
    ? get<QueuePageSeen>("/complaints", { ...wanted, ...page }, signal)
    : get<QueuePageSeen>("/search", { q, ...page }, signal);
}

/** Each once: a row that moved while one scrolled can be on two pages. */
function rowsOf(pages: readonly QueuePageSeen[]): readonly QueueRowSeen[] {
  return [...new Map(pages.flatMap(({ rows }) => rows).map((row) => [row.id, row])).values()];
}
