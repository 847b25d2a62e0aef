import type { Role } from "../complaint/actor.ts";
import { ConcurrentChange, accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import { brand } from "../ids.ts";
import type { AgentId, DepartmentKey } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Agent, AgentFields } from "./agent.ts";
import { issueLink } from "./one-time-links.ts";
import type { IssuedLink } from "./one-time-links.ts";
import { revokeSessions } from "./staff-sessions.ts";
import type { StaffTools } from "./staff-tools.ts";

/** Who is invited. */
export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly departments: readonly DepartmentKey[];
  readonly language: Language;
}

/** Makes an account without a password, and the link with which its owner sets one. */
export async function inviteAgent(
  tools: StaffTools,
  invitation: Invitation,
  by: Agent,
): Promise<Result<{ readonly agent: Agent; readonly link: IssuedLink }>> {
  const email = invitation.email.toLowerCase();
  if ((await tools.store.staff.byEmail(email)) !== undefined) return refused("staff.email_taken");
  const agent: Agent = { ...invitation, email, id: brand<AgentId>(tools.ids.uuid()), createdAt: tools.clock.now() };
  const isSaved = await saveUnlessTaken(tools, agent);
  if (!isSaved) return refused("staff.email_taken");
  await note(tools, by, "agent.invite", agent, { role: agent.role });
  return accepted({ agent, link: await issueLink(tools, agent.id) });
}

async function saveUnlessTaken(tools: StaffTools, agent: Agent): Promise<boolean> {
  try {
    await tools.store.staff.save(agent);
    return true;
  } catch (fault) {
    if (fault instanceof ConcurrentChange) return false;
    throw fault;
  }
}

/** A new link for somebody who lost the old one or the password. The password, if any, holds until the link is used. */
export async function renewLink(tools: StaffTools, id: AgentId, by: Agent): Promise<Result<IssuedLink>> {
  const agent = await tools.store.staff.byId(id);
  if (agent === undefined) return refused("staff.agent_unknown");
  if (agent.disabledAt !== undefined) return refused("staff.agent_disabled");
  await note(tools, by, "agent.link", agent, {});
  return accepted(await issueLink(tools, id));
}

/** What an administrator changes of an agent. */
export interface AgentChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly departments?: readonly DepartmentKey[] | undefined;
  readonly language?: Language | undefined;
  readonly disabled?: boolean | undefined;
  readonly absences?: Agent["absences"];
  /** Null: whenever the organisation is open. */
  readonly hours?: Agent["hours"] | null;
}

/**
 * Changes an agent. A changed role and a disabled account end every session of it: the next request stands on the new rights.
 * The last administrator who can sign in stays one, or nobody could let anyone in again.
 */
export async function changeAgent(
  tools: StaffTools,
  id: AgentId,
  change: AgentChange,
  by: Agent,
): Promise<Result<Agent>> {
  const agent = await tools.store.staff.byId(id);
  if (agent === undefined) return refused("staff.agent_unknown");
  const fields = fieldsOf(change, agent, tools.clock.now());
  const isToStay = (fields.role ?? agent.role) === "administrator" && !(fields.disabledAt instanceof Date);
  if (isAdministrator(agent) && !isToStay && (await isLastAdministrator(tools, id))) {
    return refused("staff.last_administrator");
  }
  const after = await tools.store.staff.change(id, fields);
  if (after === undefined) return refused("staff.agent_unknown");
  if (after.disabledAt !== undefined || after.role !== agent.role) await revokeSessions(tools, id, () => true);
  await note(tools, by, "agent.change", after, { role: after.role, disabled: after.disabledAt !== undefined });
  return accepted(after);
}

/** Only what `change` names: what somebody else, or the agent themselves, changes at the same moment stays. */
function fieldsOf({ disabled, ...change }: AgentChange, { disabledAt }: Agent, now: Date): AgentFields {
  const { name, role, departments, language, absences, hours } = change;
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(departments === undefined ? {} : { departments }),
    ...(language === undefined ? {} : { language }),
    ...(absences === undefined ? {} : { absences }),
    ...(hours === undefined ? {} : { hours }),
    ...(disabled === undefined ? {} : { disabledAt: disabled ? (disabledAt ?? now) : null }),
  };
}

function isAdministrator({ role, disabledAt, passwordHash }: Agent): boolean {
  return role === "administrator" && disabledAt === undefined && passwordHash !== undefined;
}

async function isLastAdministrator(tools: StaffTools, id: AgentId): Promise<boolean> {
  const others = await tools.store.staff.all();
  return !others.some((agent) => agent.id !== id && isAdministrator(agent));
}

async function note(
  tools: StaffTools,
  by: Agent,
  action: string,
  agent: Agent,
  facts: Readonly<Record<string, string | boolean>>,
): Promise<void> {
  await tools.store.audit.append({ at: tools.clock.now(), actor: by.id, action, subject: `agent ${agent.id}`, facts });
}
