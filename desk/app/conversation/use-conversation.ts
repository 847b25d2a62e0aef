import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";
import type { ConversationDetail } from "./conversation-types.ts";

/** How one conversation is asked for: customer, owners, what can be said. */
function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversation", id, "detail"],
    queryFn: ({ signal }) => get<ConversationDetail>(`/conversations/${id}`, {}, signal),
  });
}

/** One conversation, without its messages; nothing is asked where no `id` is given. */
export function useConversation(id: string | undefined) {
  return useQuery({ ...conversationQuery(id ?? ""), enabled: id !== undefined });
}
