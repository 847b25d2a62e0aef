import { z } from "zod";
import type { Agent, OneTimeLink, StaffSession } from "../../staff/agent.ts";
import type { Store } from "../store.ts";
import { documentOf, id as idField, language, moment, role } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import { isUuid } from "./uuid.ts";

const agentSchema: z.ZodType<Agent> = documentOf<Agent>()({
  id: idField.agent,
  email: z.string(),
  name: z.string(),
  role,
  departments: z.array(idField.department),
  language,
  passwordHash: z.string().exactOptional(),
  disabledAt: moment.exactOptional(),
  createdAt: moment,
});

const sessionSchema: z.ZodType<StaffSession> = documentOf<StaffSession>()({
  tokenHash: z.string(),
  agentId: idField.agent,
  createdAt: moment,
  lastUsedAt: moment,
  expiresAt: moment,
  revokedAt: moment.exactOptional(),
});

const linkSchema: z.ZodType<OneTimeLink> = documentOf<OneTimeLink>()({
  tokenHash: z.string(),
  agentId: idField.agent,
  expiresAt: moment,
  usedAt: moment.exactOptional(),
});

/** Agents, their sessions and one-time links. */
export function staff(prisma: StorePrisma): Store["staff"] {
  return {
    byId: async (id) =>
      isUuid(id) ? optional(agentSchema, await prisma.agent.findUnique({ where: { id } })) : undefined,
    byEmail: async (email) => optional(agentSchema, await prisma.agent.findUnique({ where: { email } })),
    all: async () => agentSchema.array().parse(await prisma.agent.findMany({ orderBy: { email: "asc" } })),
    save: async ({ id, departments, ...agent }) => {
      const row = { passwordHash: null, disabledAt: null, ...agent, departments: [...departments] };
      await prisma.agent.upsert({ where: { id }, create: { id, ...row }, update: row });
    },
    sessionByHash: async (tokenHash) =>
      optional(sessionSchema, await prisma.staffSession.findUnique({ where: { tokenHash } })),
    sessionsOf: async (agentId) => {
      if (!isUuid(agentId)) return [];
      const rows = await prisma.staffSession.findMany({ where: { agentId }, orderBy: { createdAt: "desc" } });
      return sessionSchema.array().parse(rows);
    },
    saveSession: async ({ tokenHash, revokedAt, ...row }) => {
      await prisma.staffSession.upsert({ where: { tokenHash }, create: { tokenHash, ...row }, update: row });
      const open = { tokenHash, revokedAt: null };
      if (revokedAt) await prisma.staffSession.updateMany({ where: open, data: { revokedAt } });
    },
    linkByHash: async (tokenHash) =>
      optional(linkSchema, await prisma.oneTimeLink.findUnique({ where: { tokenHash } })),
    saveLink: async ({ tokenHash, ...link }) => {
      const row = { usedAt: null, ...link };
      await prisma.oneTimeLink.deleteMany({
        where: { agentId: link.agentId, usedAt: null, tokenHash: { not: tokenHash } },
      });
      await prisma.oneTimeLink.upsert({ where: { tokenHash }, create: { tokenHash, ...row }, update: row });
    },
    useLink: async (tokenHash, now) => {
      // One statement: of two that use a link at once, one finds it used.
      const unused = { tokenHash, usedAt: null, expiresAt: { gt: now } };
      return (await prisma.oneTimeLink.updateMany({ where: unused, data: { usedAt: now } })).count === 1;
    },
  };
}

function optional<Thing>(schema: z.ZodType<Thing>, row: unknown): Thing | undefined {
  return row === null ? undefined : schema.parse(row);
}
