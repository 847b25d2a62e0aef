import { useInfiniteQuery } from "@tanstack/react-query";
import { get } from "../../api/call.ts";
import type { ConversationPage, ConversationRow } from "../conversation-types.ts";

/** The lists of conversations, in the order in which they are offered. */
export const views = ["mine", "waiting", "department", "taken", "all"] as const;

export type ListView = (typeof views)[number];

/** One list, page by page. */
export function useConversationList(view: ListView) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: ["conversations", "list", view],
    queryFn: ({ pageParam, signal }) =>
      get<ConversationPage>("/conversations", { view, after: pageParam, limit: 40 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  // A row can move from one page to the next between two readings.
  const rows = new Map<string, ConversationRow>();
  for (const row of data?.pages.flatMap((page) => page.rows) ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  return { ...query, rows: [...rows.values()] };
}
