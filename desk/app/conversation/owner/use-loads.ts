import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { conversationLoadSchema } from "../../../schemas/conversation-schema.ts";
import { get } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";

/** How many conversations each member of staff has; undefined until it is known. */
export function useLoads(): ReadonlyMap<string, number> | undefined {
  const { data } = useQuery({
    queryKey: ["conversations", "load"],
    queryFn: ({ signal }) => get<Wire<z.output<typeof conversationLoadSchema>>>("/conversations/load", {}, signal),
    staleTime: 10_000,
  });
  return data === undefined ? undefined : new Map(data.rows.map(({ agentId, count }) => [agentId, count]));
}
