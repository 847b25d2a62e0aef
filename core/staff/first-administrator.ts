import { ConcurrentChange } from "../errors.ts";
import { brand } from "../ids.ts";
import type { AgentId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Agent } from "./agent.ts";
import { UNNAMED_ADMINISTRATOR, issueLink } from "./one-time-links.ts";
import type { IssuedLink } from "./one-time-links.ts";
import type { StaffTools } from "./staff-tools.ts";

/** Who the configuration names; undefined where it names nobody. */
export interface NamedAdministrator {
  readonly email: string;
  readonly password: string | undefined;
}

/**
 * Makes sure that somebody can sign in and let others in. With a configured password the account is made with it; else the result
 * is a link to print, once per start until it is used. Where an administrator can sign in already, nothing happens: a password in
 * the configuration never replaces one that its owner has set.
 */
export async function ensureFirstAdministrator(
  tools: StaffTools,
  named: NamedAdministrator | undefined,
  language: Language,
): Promise<IssuedLink | undefined> {
  const agents = await tools.store.staff.all();
  const administrators = agents.filter(({ role, disabledAt }) => role === "administrator" && disabledAt === undefined);
  if (administrators.some(({ passwordHash }) => passwordHash !== undefined)) return undefined;
  const email = named?.email ?? UNNAMED_ADMINISTRATOR;
  const waiting =
    agents.find((agent) => agent.email === email) ??
    administrators[0] ??
    (await makeAdministrator(tools, email, language));
  if (named?.password === undefined) return issueLink(tools, waiting.id);
  const passwordHash = await tools.hasher.hash(named.password);
  await tools.store.staff.change(waiting.id, { email: named.email, role: "administrator", passwordHash });
  return undefined;
}

async function makeAdministrator(tools: StaffTools, email: string, language: Language): Promise<Agent> {
  const agent: Agent = {
    id: brand<AgentId>(tools.ids.uuid()),
    email,
    name: "Administrator",
    role: "administrator",
    departments: [],
    language,
    createdAt: tools.clock.now(),
  };
  try {
    await tools.store.staff.save(agent);
    return agent;
  } catch (fault) {
    // Another process of the same installation started at the same moment.
    const rival = fault instanceof ConcurrentChange ? await tools.store.staff.byEmail(email) : undefined;
    if (rival === undefined) throw fault;
    return rival;
  }
}
