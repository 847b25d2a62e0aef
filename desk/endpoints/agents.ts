import type { Refusal } from "../../core/errors.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import type { DepartmentKey } from "../../core/ids.ts";
import { departmentOf } from "../../core/organisation/look-up.ts";
import { changeAgent, inviteAgent, renewLink } from "../../core/staff/agents.ts";
import type { IssuedLink } from "../../core/staff/one-time-links.ts";
import { revokeSessions } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { agentSchema } from "../schemas/agent-schema.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { agentId, departmentKey, instant, language, line, plainDate, role } from "../schemas/shared.ts";
import { agentView } from "./agent-view.ts";

const departments = z.array(departmentKey).max(50);

/** Days that exist, the first not after the last. */
const absences = z
  .array(z.object({ from: plainDate, to: plainDate }).refine(({ from, to }) => from <= to, { path: ["to"] }))
  .max(100);

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const openHours = z.object({ from: time, to: time }).refine(({ from, to }) => from < to, { path: ["to"] });

/** Monday is 1, Sunday 7; a day that is missing is free. */
const weekHours = z
  .object({
    1: openHours.optional(),
    2: openHours.optional(),
    3: openHours.optional(),
    4: openHours.optional(),
    5: openHours.optional(),
    6: openHours.optional(),
    7: openHours.optional(),
  })
  .transform((week) => exact(week));

const linkSchema = z
  .object({
    token: z.string().openapi({ description: "Works once; told only here. Its page is `/desk/first?token=…`." }),
    expiresAt: instant,
  })
  .openapi("OneTimeLink");

/** Members of staff: list, invite, change, disable. */
export function agentEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [listAgents(tools), invite(tools), change(tools), newLink(tools), endSessions(tools)];
}

const managing = { tag: "Staff", access: "agent.manage" } as const;
const params = z.object({ id: agentId });

function listAgents(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Staff",
    access: "agent.list",
    method: "GET",
    path: "/api/v1/agents",
    summary: "All members of staff",
    success: { status: 200, schema: z.object({ rows: z.array(agentSchema) }) },
    handle: async () => ({ value: { rows: (await tools.store.staff.all()).map(agentView) } }),
  });
}

function invite(tools: DeskTools): Endpoint {
  return endpoint({
    ...managing,
    method: "POST",
    path: "/api/v1/agents",
    summary: "Invite somebody: an account, and a link with which its owner sets a password",
    body: z.object({
      email: z.email().max(320).toLowerCase(),
      name: line,
      role,
      departments: departments.default([]),
      language,
    }),
    success: { status: 201, schema: z.object({ agent: agentSchema, link: linkSchema }) },
    refusals: [409],
    handle: async ({ body }, { agent: by }) => {
      const unknown = unknownDepartment(tools, body.departments);
      if (unknown !== undefined) return unknown;
      const invited = await inviteAgent(tools, body, by);
      if (!invited.ok) return refusal(409, invited.refusal);
      return { value: { agent: agentView(invited.value.agent), link: invited.value.link satisfies IssuedLink } };
    },
  });
}

function change(tools: DeskTools): Endpoint {
  return endpoint({
    ...managing,
    method: "PATCH",
    path: "/api/v1/agents/:id",
    summary: "Change somebody's name, role, departments or language; disable or enable the account",
    params,
    body: z.object({
      name: line.optional(),
      role: role.optional(),
      departments: departments.optional(),
      language: language.optional(),
      disabled: z.boolean().optional(),
      absences: absences.optional(),
      hours: weekHours.nullable().optional().openapi({ description: "Null: whenever the organisation is open." }),
    }),
    success: { status: 200, schema: agentSchema },
    refusals: [404, 409],
    handle: async ({ params: { id }, body }, { agent: by }) => {
      const unknown = unknownDepartment(tools, body.departments ?? []);
      if (unknown !== undefined) return unknown;
      const changed = await changeAgent(tools, id, body, by);
      return changed.ok ? { value: agentView(changed.value) } : refusedChange(changed.refusal);
    },
  });
}

function newLink(tools: DeskTools): Endpoint {
  return endpoint({
    ...managing,
    method: "POST",
    path: "/api/v1/agents/:id/link",
    summary: "A new link for somebody who lost the old one, or the password",
    params,
    success: { status: 201, schema: linkSchema },
    refusals: [404, 409],
    handle: async ({ params: { id } }, { agent: by }) => {
      const renewed = await renewLink(tools, id, by);
      return renewed.ok ? { value: renewed.value } : refusedChange(renewed.refusal);
    },
  });
}

function endSessions(tools: DeskTools): Endpoint {
  return endpoint({
    ...managing,
    method: "DELETE",
    path: "/api/v1/agents/:id/sessions",
    summary: "End every session of somebody",
    params,
    success: { status: 204 },
    refusals: [404],
    handle: async ({ params: { id } }, who) => {
      if ((await tools.store.staff.byId(id)) === undefined) return problem(404, "staff.agent_unknown");
      const count = await revokeSessions(tools, id, () => true);
      await audit(tools, who, "session.revoke", `agent ${id}`, { count });
      return { value: undefined };
    },
  });
}

function unknownDepartment(tools: DeskTools, keys: readonly DepartmentKey[]): HttpResponse | undefined {
  const isUnknown = keys.some((key) => departmentOf(tools.organisation, key) === undefined);
  return isUnknown ? problem(409, "staff.department_unknown") : undefined;
}

function refusedChange(why: Refusal): HttpResponse {
  return refusal(why.key === "staff.agent_unknown" ? 404 : 409, why);
}
