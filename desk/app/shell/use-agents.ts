import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { z } from "zod";
import type { agentSchema } from "../../schemas/agent-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

/** A member of staff as the desk knows them. */
export type AgentSeen = Wire<z.output<typeof agentSchema>>;

const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: ({ signal }) => get<{ readonly rows: readonly AgentSeen[] }>("/agents", {}, signal),
  staleTime: 5 * 60_000,
});

interface Agents {
  /** Everybody, also those who left. */
  readonly all: readonly AgentSeen[];
  /** Those who can sign in. */
  readonly present: readonly AgentSeen[];
  /** Undefined where the agent is not known. */
  readonly nameOf: (id: string | undefined) => string | undefined;
}

/** All members of staff; suspends until they are known. */
export function useAgents(): Agents {
  const { data } = useSuspenseQuery(agentsQuery);
  return useMemo(() => {
    const names = new Map(data.rows.map(({ id, name }) => [id, name]));
    return {
      all: data.rows,
      present: data.rows.filter(({ disabledAt }) => disabledAt === undefined),
      nameOf: (id) => (id === undefined ? undefined : names.get(id)),
    };
  }, [data]);
}
