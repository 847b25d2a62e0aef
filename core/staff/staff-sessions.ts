import type { Agent, StaffSession } from "./agent.ts";
import { hashOfToken, looksLikeToken, makeToken } from "./secret-token.ts";
import type { StaffTools } from "./staff-tools.ts";

/**
 * Half an hour without use, twelve hours in all (ASVS 5, 7.3.1 and 7.3.2; NIST SP 800-63B-4, 2.2.3 names the same upper limits for
 * AAL2). An agent's day ends before the twelve hours do.
 */
export const sessionLimits = { idleMs: 30 * 60_000, absoluteMs: 12 * 60 * 60_000 } as const;

/** Uses within this time are not written down again: the desk asks often. */
const TOUCH_MS = 60_000;

/** Who is signed in, and by which session. */
export interface SignedIn {
  readonly agent: Agent;
  readonly session: StaffSession;
}

/** A session that was just opened, with the token that only its bearer knows. */
export interface OpenedSession extends SignedIn {
  readonly token: string;
}

/** Opens a session for `agent`; only the token's hash is kept. */
export async function openSession(tools: StaffTools, agent: Agent): Promise<OpenedSession> {
  const now = tools.clock.now();
  const token = makeToken(tools.random);
  const session: StaffSession = {
    tokenHash: hashOfToken(token),
    agentId: agent.id,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + sessionLimits.absoluteMs),
  };
  await tools.store.staff.saveSession(session);
  return { agent, session, token };
}

/** Who bears `token`; undefined where it is unknown, revoked, expired, idle too long, or its agent disabled. Counts as a use. */
export async function findSession(tools: StaffTools, token: string): Promise<SignedIn | undefined> {
  if (!looksLikeToken(token)) return undefined;
  const session = await tools.store.staff.sessionByHash(hashOfToken(token));
  const now = tools.clock.now();
  if (session === undefined || !isAlive(session, now)) return undefined;
  const agent = await tools.store.staff.byId(session.agentId);
  if (agent === undefined || agent.disabledAt !== undefined) return undefined;
  if (now.getTime() - session.lastUsedAt.getTime() >= TOUCH_MS) {
    await tools.store.staff.saveSession({ ...session, lastUsedAt: now });
  }
  return { agent, session };
}

/** Whether a session found before still holds, without counting as a use: for streams that stay open. */
export async function stillHolds(tools: StaffTools, { session }: SignedIn): Promise<boolean> {
  const found = await tools.store.staff.sessionByHash(session.tokenHash);
  if (found === undefined || !isAlive(found, tools.clock.now())) return false;
  const agent = await tools.store.staff.byId(found.agentId);
  return agent !== undefined && agent.disabledAt === undefined;
}

/** Whether `session` can be used at `now`. */
export function isAlive({ revokedAt, expiresAt, lastUsedAt }: StaffSession, now: Date): boolean {
  if (revokedAt !== undefined || expiresAt <= now) return false;
  return now.getTime() - lastUsedAt.getTime() < sessionLimits.idleMs;
}

/** What a session is called by where it is listed: the beginning of its hash, which opens nothing. */
export function sessionName({ tokenHash }: StaffSession): string {
  return tokenHash.slice(0, 16);
}

/** Ends those sessions of an agent that `which` picks; gives how many ended. */
export async function revokeSessions(
  tools: StaffTools,
  agentId: Agent["id"],
  which: (session: StaffSession) => boolean,
): Promise<number> {
  const now = tools.clock.now();
  const sessions = await tools.store.staff.sessionsOf(agentId);
  const picked = sessions.filter((session) => session.revokedAt === undefined && which(session));
  for (const session of picked) await tools.store.staff.saveSession({ ...session, revokedAt: now });
  return picked.length;
}
