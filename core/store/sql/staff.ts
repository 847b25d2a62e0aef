import { z } from "zod";
import type { Agent, OneTimeLink, StaffSession } from "../../staff/agent.ts";
import { Fault } from "../../errors.ts";
import { Prisma } from "../generated/client.ts";
import { Duty } from "../generated/enums.ts";
import type { Store } from "../store.ts";
import { documentOf, id as idField, language, moment, plainDate, role } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import { isUuid } from "../uuid.ts";

/** JSON columns `absences` and `hours`. */
const openingHours = z.object({ from: z.string(), to: z.string() });

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
  duty: z.enum(Duty).exactOptional(),
  seenAt: moment.exactOptional(),
  absences: z.array(z.object({ from: plainDate, to: plainDate })).exactOptional(),
  hours: z
    .object({
      1: openingHours.exactOptional(),
      2: openingHours.exactOptional(),
      3: openingHours.exactOptional(),
      4: openingHours.exactOptional(),
      5: openingHours.exactOptional(),
      6: openingHours.exactOptional(),
      7: openingHours.exactOptional(),
    })
    .exactOptional(),
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
    save: async ({ id, departments, absences, hours, seenAt, ...agent }) => {
      const row = {
        passwordHash: null,
        disabledAt: null,
        duty: null,
        ...agent,
        departments: [...departments],
        absences: asJson(absences),
        hours: asJson(hours),
      };
      // When they were seen is only `seen`'s to say of one who is known: what is saved may have been read before.
      const create = { id, ...row, ...(seenAt === undefined ? {} : { seenAt }) };
      await prisma.agent.upsert({ where: { id }, create, update: row });
    },
    change: async (id, { departments, absences, hours, ...fields }) => {
      if (!isUuid(id)) return undefined;
      const data = {
        ...fields,
        ...(departments === undefined ? {} : { departments: [...departments] }),
        ...(absences === undefined ? {} : { absences: asJson(absences) }),
        ...(hours === undefined ? {} : { hours: asJson(hours) }),
      };
      const [changed] = await prisma.agent.updateManyAndReturn({ where: { id }, data });
      return optional(agentSchema, changed ?? null);
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
    ...ownWays(prisma),
    useLink: async (tokenHash, now) => {
      // One statement: of two that use a link at once, one finds it used.
      const unused = { tokenHash, usedAt: null, expiresAt: { gt: now } };
      return (await prisma.oneTimeLink.updateMany({ where: unused, data: { usedAt: now } })).count === 1;
    },
  };
}

/** What changes without anything else of the agent. */
function ownWays(prisma: StorePrisma): Pick<Store["staff"], "seen" | "preferences" | "savePreferences"> {
  return {
    seen: async (id, at) => {
      if (!isUuid(id)) return;
      await prisma.agent.updateMany({
        where: { id, OR: [{ seenAt: null }, { seenAt: { lt: at } }] },
        data: { seenAt: at },
      });
    },
    preferences: async (id) => {
      if (!isUuid(id)) return undefined;
      const row = await prisma.agent.findUnique({ where: { id }, select: { preferences: true } });
      return row?.preferences ?? undefined;
    },
    savePreferences: async (id, preferences) => {
      const saved = await prisma.agent.updateMany({ where: { id }, data: { preferences: asJson(preferences) } });
      if (saved.count === 0) throw new Fault("store-reference", `there is no agent ${id}`);
    },
  };
}

/** A document as Prisma takes it: plain and writable; the database's null where there is none. */
function asJson(value: unknown) {
  return value === undefined || value === null
    ? Prisma.DbNull
    : documentSchema.parse(JSON.parse(JSON.stringify(value)));
}

const documentSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.json()),
  z.record(z.string(), z.json()),
]);

function optional<Thing>(schema: z.ZodType<Thing>, row: unknown): Thing | undefined {
  return row === null ? undefined : schema.parse(row);
}
