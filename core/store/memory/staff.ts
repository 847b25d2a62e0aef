import { ConcurrentChange, Fault } from "../../errors.ts";
import type { AgentId } from "../../ids.ts";
import type { Agent, AgentFields } from "../../staff/agent.ts";
import { firstBrokenLine, nextLine } from "../audit-chain.ts";
import type { Store, Throttle } from "../store.ts";
import { pageOf } from "../queue-order.ts";
import { byMoment, frozenCopy, publish, type Tables } from "./tables.ts";

/** Agents, their sessions and one-time links. */
export function staff(tables: Tables): Store["staff"] {
  const checkAgent = (id: string): void => {
    if (!tables.agents.has(id)) throw new Fault("store-reference", `there is no agent ${id}`);
  };
  return {
    byId: async (id) => tables.agents.get(id),
    byEmail: async (email) => [...tables.agents.values()].find((agent) => agent.email === email),
    all: async () => [...tables.agents.values()].sort((one, other) => (one.email < other.email ? -1 : 1)),
    save: async (agent) => {
      checkEmail(tables, agent.id, agent.email);
      const seenAt = tables.agents.get(agent.id)?.seenAt ?? agent.seenAt;
      tables.agents.set(agent.id, frozenCopy(seenAt === undefined ? agent : { ...agent, seenAt }));
    },
    change: async (id, change) => {
      const agent = tables.agents.get(id);
      if (agent === undefined) return undefined;
      checkEmail(tables, id, change.email ?? agent.email);
      const after = frozenCopy(withFields(agent, change));
      tables.agents.set(id, after);
      return after;
    },
    sessionByHash: async (hash) => tables.sessions.get(hash),
    sessionsOf: async (id) =>
      [...tables.sessions.values()]
        .filter(({ agentId }) => agentId === id)
        .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime()),
    saveSession: async (session) => {
      checkAgent(session.agentId);
      const revokedAt = tables.sessions.get(session.tokenHash)?.revokedAt ?? session.revokedAt;
      tables.sessions.set(session.tokenHash, frozenCopy(revokedAt === undefined ? session : { ...session, revokedAt }));
    },
    linkByHash: async (hash) => tables.links.get(hash),
    saveLink: async (link) => {
      checkAgent(link.agentId);
      for (const [hash, { agentId, usedAt }] of tables.links)
        if (agentId === link.agentId && usedAt === undefined) tables.links.delete(hash);
      tables.links.set(link.tokenHash, frozenCopy(link));
    },
    seen: async (id, at) => {
      const agent = tables.agents.get(id);
      if (agent && (agent.seenAt ?? at) <= at) tables.agents.set(id, frozenCopy({ ...agent, seenAt: at }));
    },
    preferences: async (id) => tables.preferences.get(id),
    savePreferences: async (id, preferences) => {
      checkAgent(id);
      tables.preferences.set(id, frozenCopy(preferences));
    },
    useLink: async (hash, now) => {
      const link = tables.links.get(hash);
      if (!link || link.usedAt !== undefined || link.expiresAt <= now) return false;
      tables.links.set(hash, frozenCopy({ ...link, usedAt: now }));
      return true;
    },
  };
}

function checkEmail(tables: Tables, id: AgentId, email: string): void {
  if ([...tables.agents.values()].some((agent) => agent.email === email && agent.id !== id))
    throw new ConcurrentChange("the e-mail address");
}

function withFields(agent: Agent, { disabledAt, hours, ...fields }: AgentFields): Agent {
  const { disabledAt: disabledBefore = null, hours: hoursBefore = null, ...rest } = agent;
  const disabledAfter = disabledAt === undefined ? disabledBefore : disabledAt;
  const hoursAfter = hours === undefined ? hoursBefore : hours;
  return {
    ...rest,
    ...fields,
    ...(disabledAfter === null ? {} : { disabledAt: disabledAfter }),
    ...(hoursAfter === null ? {} : { hours: hoursAfter }),
  };
}

/** The audit trail. */
export function audit(tables: Tables): Store["audit"] {
  return {
    append: async (entry) => {
      tables.audit.push(frozenCopy(nextLine(tables.audit.at(-1), entry)));
    },
    list: async ({ after, limit, subjects }) => {
      if (subjects !== undefined) {
        const before = after === undefined ? Infinity : Number(after);
        const lines = tables.audit.filter((line) => subjects.includes(line.subject) && line.seq < before);
        return pageOf(lines.toReversed(), limit, ({ seq }) => String(seq));
      }
      const from = Number(after ?? 0);
      return pageOf(
        tables.audit.filter(({ seq }) => seq > from),
        limit,
        ({ seq }) => String(seq),
      );
    },
    firstBroken: async () => firstBrokenLine(undefined, tables.audit),
  };
}

/** Versions of the working calendar. */
export function calendars(tables: Tables): Store["calendars"] {
  const saved: { readonly version: number; readonly savedBy: string; readonly savedAt: Date }[] = [];
  return {
    current: async () => tables.calendars.get(tables.calendars.size),
    version: async (version) => tables.calendars.get(version),
    history: async ({ after, limit }) => {
      const before = after === undefined ? Infinity : Number(after);
      const rows = saved.filter(({ version }) => version < before).reverse();
      return pageOf(rows, limit, ({ version }) => String(version));
    },
    save: async (calendar, savedBy, savedAt) => {
      if (calendar.version !== tables.calendars.size + 1) throw new ConcurrentChange("the calendar");
      tables.calendars.set(calendar.version, frozenCopy(calendar));
      saved.push({ version: calendar.version, savedBy, savedAt });
      publish(tables, [{ kind: "calendar", id: String(calendar.version) }]);
    },
  };
}

/** Failed tries. */
export function throttles(tables: Tables): Store["throttles"] {
  const read = (key: string): Throttle => {
    const { failures, blockedUntil } = tables.throttles.get(key) ?? { failures: 0 };
    return blockedUntil === undefined ? { failures } : { failures, blockedUntil };
  };
  return {
    read: async (key) => read(key),
    fail: async (key, now, block) => {
      const before = read(key);
      const failures = before.failures + 1;
      const until = later(before.blockedUntil, block(failures));
      const after = until === undefined ? { failures } : { failures, blockedUntil: until };
      tables.throttles.set(key, frozenCopy({ ...after, failedAt: now }));
      return after;
    },
    clear: async (key) => void tables.throttles.delete(key),
  };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

/** What staff must see. */
export function alerts(tables: Tables): Store["alerts"] {
  return {
    open: async (limit, agentId) =>
      tables.alerts
        .filter(({ settled }) => settled === undefined)
        .filter(({ alert }) => alert.agentId === undefined || alert.agentId === agentId)
        .map(({ id, alert }) => ({ ...alert, id }))
        .sort(byMoment((alert) => alert.at))
        .slice(0, limit),
    settle: async (id, by, at) => {
      const index = tables.alerts.findIndex((row) => row.id === id && row.settled === undefined);
      const row = tables.alerts[index];
      if (!row || (row.alert.agentId ?? by) !== by) return;
      tables.alerts[index] = frozenCopy({ ...row, settled: { by, at } });
      publish(tables, [{ kind: "alert", id }]);
    },
  };
}
