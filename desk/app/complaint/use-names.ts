import { useLanguage } from "../language/language-provider.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import type { ActorSeen } from "./use-complaint.ts";

interface Names {
  readonly agent: (id: string | undefined) => string;
  /** Whoever did it: a colleague by name, the customer, or the software. */
  readonly actor: (actor: ActorSeen) => string;
  /** Undefined where nothing is named. */
  readonly department: (key: string | undefined) => string | undefined;
  readonly category: (key: string) => string;
}

/** People and things by the names that the reader knows them by. */
export function useNames(): Names {
  const { say } = useLanguage();
  const { nameOf } = useAgents();
  const { departmentName, categoryName } = useOrganisation();
  const agent = (id: string | undefined): string => nameOf(id) ?? say("complaint.somebody");
  return {
    agent,
    actor: ({ kind, agentId }) =>
      kind === "agent" ? agent(agentId) : say(kind === "customer" ? "complaint.customer" : "complaint.software"),
    department: (key) => (key === undefined ? undefined : departmentName(key)),
    category: categoryName,
  };
}
