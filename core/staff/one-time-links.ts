import { ConcurrentChange, accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { Language } from "../language/language.ts";
import { claimTry } from "../throttle/claim-try.ts";
import type { Agent } from "./agent.ts";
import { passwordLength, passwordTrouble } from "./password-policy.ts";
import { hashOfToken, looksLikeToken, makeToken } from "./secret-token.ts";
import { passwordBlocking } from "./sign-in.ts";
import { openSession, revokeSessions } from "./staff-sessions.ts";
import type { OpenedSession } from "./staff-sessions.ts";
import type { StaffTools } from "./staff-tools.ts";

/** How long an invitation holds: over a weekend and a public holiday. */
const INVITATION_MS = 7 * 24 * 60 * 60_000;

/** A link's secret, told once to whoever shall set the password. */
export interface IssuedLink {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What somebody sets up with a link. */
export interface SetUp {
  readonly token: string;
  readonly password: string;
  readonly name?: string;
  readonly language?: Language;
  /** Only the first administrator, who was made without an address of their own, gives one. */
  readonly email?: string;
}

/** Ends with the reserved name that no mail system has (RFC 2606): an account that waits for its owner's address. */
export const UNNAMED_ADMINISTRATOR = "first-administrator@redress.invalid";

/** Makes a link with which `agentId` can set a password once. */
export async function issueLink(tools: StaffTools, agentId: Agent["id"]): Promise<IssuedLink> {
  const token = makeToken(tools.random);
  const expiresAt = new Date(tools.clock.now().getTime() + INVITATION_MS);
  await tools.store.staff.saveLink({ tokenHash: hashOfToken(token), agentId, expiresAt });
  return { token, expiresAt };
}

/**
 * Sets a password with a link, ends every session of the account, and signs in. A password that is refused leaves the link as it was;
 * of two who use one link at once, one gets through.
 */
export async function setUpByLink(tools: StaffTools, setUp: SetUp): Promise<Result<OpenedSession>> {
  const agent = await agentOfLink(tools, setUp.token);
  if (agent === undefined) return refused("staff.link_used_or_expired");
  const email = agent.email === UNNAMED_ADMINISTRATOR ? setUp.email : agent.email;
  if (email === undefined) return refused("staff.email_needed");
  const wrong = refusedPassword(setUp.password, email);
  if (wrong !== undefined) return wrong;
  if (await isTaken(tools, email, agent)) return refused("staff.email_taken");

  const passwordHash = await tools.hasher.hash(setUp.password);
  if (!(await tools.store.staff.useLink(hashOfToken(setUp.token), tools.clock.now())))
    return refused("staff.link_used_or_expired");
  const { name = agent.name, language = agent.language } = setUp;
  const ready = await tools.store.staff.change(agent.id, { email, passwordHash, name, language });
  if (ready === undefined) return refused("staff.agent_unknown");
  await revokeSessions(tools, agent.id, () => true);
  await tools.store.audit.append({
    at: tools.clock.now(),
    actor: agent.id,
    action: "password.set",
    subject: `agent ${agent.id}`,
    facts: {},
  });
  return accepted(await openSession(tools, ready));
}

async function isTaken(tools: StaffTools, email: string, by: Agent): Promise<boolean> {
  const rival = await tools.store.staff.byEmail(email);
  return rival !== undefined && rival.id !== by.id;
}

async function agentOfLink(tools: StaffTools, token: string): Promise<Agent | undefined> {
  if (!looksLikeToken(token)) return undefined;
  const link = await tools.store.staff.linkByHash(hashOfToken(token));
  if (link === undefined || link.usedAt !== undefined || link.expiresAt <= tools.clock.now()) return undefined;
  const agent = await tools.store.staff.byId(link.agentId);
  return agent?.disabledAt === undefined ? agent : undefined;
}

/** Replaces the password of who knows the old one, and ends their other sessions. Guesses are counted: a session that was left open is no way to the password. */
export async function changePassword(
  tools: StaffTools,
  agent: Agent,
  change: { readonly current: string; readonly next: string },
  keptTokenHash: string,
): Promise<Result<void>> {
  const tries = `password:${agent.id}`;
  const until = await claimTry(tools.store.throttles, tries, passwordBlocking, tools.clock.now());
  if (until !== undefined) return refused("staff.too_many_tries", { until });
  const isRight = agent.passwordHash !== undefined && (await tools.hasher.verify(agent.passwordHash, change.current));
  if (!isRight) return refused("staff.wrong_password");
  await tools.store.throttles.clear(tries);
  const wrong = refusedPassword(change.next, agent.email);
  if (wrong !== undefined) return wrong;
  const passwordHash = await tools.hasher.hash(change.next);
  const present = (await tools.store.staff.byId(agent.id)) ?? agent;
  if (present.passwordHash !== agent.passwordHash) throw new ConcurrentChange("the password");
  await tools.store.staff.change(agent.id, { passwordHash });
  await revokeSessions(tools, agent.id, ({ tokenHash }) => tokenHash !== keptTokenHash);
  await tools.store.audit.append({
    at: tools.clock.now(),
    actor: agent.id,
    action: "password.set",
    subject: `agent ${agent.id}`,
    facts: {},
  });
  return accepted(undefined);
}

function refusedPassword(password: string, email: string): ReturnType<typeof refused> | undefined {
  switch (passwordTrouble(password, email)) {
    case "too_short":
      return refused("staff.password_too_short", { min: passwordLength.min });
    case "too_long":
      return refused("staff.password_too_long", { max: passwordLength.max });
    case "own_email":
      return refused("staff.password_is_email");
    case "common":
      return refused("staff.password_common");
    case undefined:
      return undefined;
  }
}
