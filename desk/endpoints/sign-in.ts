import { originOfAddress } from "../../core/http/origin-of-address.ts";
import { refusal } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import type { Refusal, Result } from "../../core/errors.ts";
import { setUpByLink } from "../../core/staff/one-time-links.ts";
import { createSignIn } from "../../core/staff/sign-in.ts";
import type { OpenedSession } from "../../core/staff/staff-sessions.ts";
import { revokeSessions } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import { sessionCookie } from "../authenticate.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint, openEndpoint } from "../endpoint.ts";
import type { Answer, Endpoint } from "../endpoint.ts";
import { agentSchema } from "../schemas/agent-schema.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { instant, language, line } from "../schemas/shared.ts";
import { agentView } from "./agent-view.ts";

const bearer = z
  .boolean()
  .default(false)
  .openapi({ description: "For scripts: the token comes in the answer, and no cookie is set." });
const password = z.string().min(1).max(1_000);

const signedInSchema = z
  .object({
    agent: agentSchema,
    expiresAt: instant,
    token: z.string().optional(),
  })
  .openapi("SignedIn");

type SignedInView = z.infer<typeof signedInSchema>;

/** Signing in and out, and setting a password by a link. */
export function signInEndpoints(tools: DeskTools): readonly Endpoint[] {
  const signIn = createSignIn(tools);
  return [
    openEndpoint({
      method: "POST",
      path: "/api/v1/sign-in",
      tag: "Signing in",
      summary: "Sign in with e-mail address and password",
      body: z.object({ email: z.string().min(3).max(320), password, bearer }),
      success: { status: 200, schema: signedInSchema },
      refusals: [401, 429],
      handle: async ({ body, request }) => {
        const opened = await signIn(body.email, body.password, originOfAddress(request.ip));
        return opened.ok ? session(tools, opened.value, body.bearer) : refusedSignIn(opened.refusal, tools);
      },
    }),
    openEndpoint({
      method: "POST",
      path: "/api/v1/setup",
      tag: "Signing in",
      summary: "Set a password with a one-time link, and sign in",
      body: z.object({
        token: z.string().min(1).max(100),
        password,
        name: line.optional(),
        language: language.optional(),
        email: z.email().max(320).toLowerCase().optional(),
        bearer,
      }),
      success: { status: 200, schema: signedInSchema },
      refusals: [409],
      handle: async ({ body: { bearer: asBearer, ...setUp } }) => {
        const done: Result<OpenedSession> = await setUpByLink(tools, exact(setUp));
        return done.ok ? session(tools, done.value, asBearer) : refusal(409, done.refusal);
      },
    }),
    endpoint({
      method: "POST",
      path: "/api/v1/sign-out",
      tag: "Signing in",
      summary: "End this session",
      access: "self",
      success: { status: 204 },
      handle: async (_call, who) => {
        await revokeSessions(tools, who.agent.id, ({ tokenHash }) => tokenHash === who.session.tokenHash);
        await audit(tools, who, "sign_out", `agent ${who.agent.id}`);
        return { value: undefined, headers: { "set-cookie": sessionCookie(tools, undefined) } };
      },
    }),
  ];
}

function session(
  tools: DeskTools,
  { agent, session: { expiresAt }, token }: OpenedSession,
  asBearer: boolean,
): Answer<SignedInView> {
  const value = { agent: agentView(agent), expiresAt };
  if (asBearer) return { value: { ...value, token } };
  return { value, headers: { "set-cookie": sessionCookie(tools, token) } };
}

function refusedSignIn(why: Refusal, tools: DeskTools): HttpResponse {
  const until = why.args?.["until"];
  if (typeof until !== "object" || !("getTime" in until)) return refusal(401, why);
  const seconds = Math.max(1, Math.ceil((until.getTime() - tools.clock.now().getTime()) / 1_000));
  return refusal(429, why, { "retry-after": String(seconds) });
}
