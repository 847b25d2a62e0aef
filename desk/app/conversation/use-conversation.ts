import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";
import type { ConversationDetail } from "./conversation-types.ts";

/** How one conversation is asked for: customer, owners, what can be said. */
export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversation", id, "detail"],
    queryFn: ({ signal }) => get<ConversationDetail>(`/conversations/${id}`, {}, signal),
  });
}

/** One conversation, without its messages. */
export function useConversation(id: string) {
  return useQuery(conversationQuery(id));
}
