import { refusal, problem } from "../../core/http/respond.ts";
import { changePassword } from "../../core/staff/one-time-links.ts";
import { may, permissionNames } from "../../core/staff/permissions.ts";
import { isAlive, revokeSessions, sessionName } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { agentSchema, meSchema } from "../schemas/agent-schema.ts";
import { z } from "../schemas/api-zod.ts";
import { instant, language, line } from "../schemas/shared.ts";
import { agentView } from "./agent-view.ts";

const sessionSchema = z
  .object({ id: z.string(), createdAt: instant, lastUsedAt: instant, expiresAt: instant, isThisOne: z.boolean() })
  .openapi("Session");

/** What everyone may do about themselves. */
export function meEndpoints(tools: DeskTools): readonly Endpoint[] {
  const frame = { tag: "Oneself", access: "self" } as const;
  return [
    endpoint({
      ...frame,
      method: "GET",
      path: "/api/v1/me",
      summary: "Who is signed in, and what they may do",
      success: { status: 200, schema: meSchema },
      handle: async (_call, { agent }) => ({
        value: { ...agentView(agent), permissions: permissionNames.filter((name) => may(agent.role, name)) },
      }),
    }),
    endpoint({
      ...frame,
      method: "PATCH",
      path: "/api/v1/me",
      summary: "Change one's own name or language",
      body: z.object({ name: line.optional(), language: language.optional() }),
      success: { status: 200, schema: agentSchema },
      handle: async ({ body }, who) => {
        const change = {
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(body.language === undefined ? {} : { language: body.language }),
        };
        const after = (await tools.store.staff.change(who.agent.id, change)) ?? who.agent;
        await audit(tools, who, "agent.change", `agent ${after.id}`);
        return { value: agentView(after) };
      },
    }),
    endpoint({
      ...frame,
      method: "POST",
      path: "/api/v1/me/password",
      summary: "Change one's own password; every other session ends",
      body: z.object({ current: z.string().min(1).max(1_000), next: z.string().min(1).max(1_000) }),
      success: { status: 204 },
      refusals: [409],
      handle: async ({ body }, { agent, session }) => {
        const changed = await changePassword(tools, agent, body, session.tokenHash);
        return changed.ok ? { value: undefined } : refusal(409, changed.refusal);
      },
    }),
    ...sessionEndpoints(tools),
  ];
}

function sessionEndpoints(tools: DeskTools): readonly Endpoint[] {
  const frame = { tag: "Oneself", access: "self" } as const;
  return [
    endpoint({
      ...frame,
      method: "GET",
      path: "/api/v1/me/sessions",
      summary: "One's own sessions that can be used",
      success: { status: 200, schema: z.object({ rows: z.array(sessionSchema) }) },
      handle: async (_call, { agent, session }) => {
        const sessions = await tools.store.staff.sessionsOf(agent.id);
        const alive = sessions.filter((each) => isAlive(each, tools.clock.now()));
        const rows = alive.map((each) => ({
          ...each,
          id: sessionName(each),
          isThisOne: each.tokenHash === session.tokenHash,
        }));
        return { value: { rows } };
      },
    }),
    endpoint({
      ...frame,
      method: "DELETE",
      path: "/api/v1/me/sessions/:id",
      summary: "End one of one's own sessions",
      params: z.object({ id: z.string().min(1).max(64) }),
      success: { status: 204 },
      refusals: [404],
      handle: async ({ params }, who) => {
        const ended = await revokeSessions(tools, who.agent.id, (session) => sessionName(session) === params.id);
        if (ended === 0) return problem(404, "staff.session_unknown");
        await audit(tools, who, "session.revoke", `agent ${who.agent.id}`, { count: ended });
        return { value: undefined };
      },
    }),
    endpoint({
      ...frame,
      method: "DELETE",
      path: "/api/v1/me/sessions",
      summary: "End all of one's own sessions but this one",
      success: { status: 204 },
      handle: async (_call, who) => {
        const ended = await revokeSessions(tools, who.agent.id, ({ tokenHash }) => tokenHash !== who.session.tokenHash);
        await audit(tools, who, "session.revoke", `agent ${who.agent.id}`, { count: ended });
        return { value: undefined };
      },
    }),
  ];
}
