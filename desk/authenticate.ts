import type { HttpRequest } from "../core/http/route.ts";
import { findSession } from "../core/staff/staff-sessions.ts";
import type { SignedIn } from "../core/staff/staff-sessions.ts";
import type { DeskTools } from "./desk-tools.ts";

type Tools = Pick<DeskTools, "publicUrl">;

/** Name of the session's cookie. `__Host-` ties it to this host, to https and to the whole site; browsers refuse it without https. */
function cookieName({ publicUrl }: Tools): string {
  return isHttps(publicUrl) ? "__Host-redress" : "redress";
}

/** A `Set-Cookie` that gives the session's token to the browser, out of the reach of scripts; without a token it takes it back. */
export function sessionCookie(tools: Tools, token: string | undefined): string {
  const secure = isHttps(tools.publicUrl) ? "; Secure" : "";
  const life = token === undefined ? "; Max-Age=0" : "";
  return `${cookieName(tools)}=${token ?? ""}; Path=/; HttpOnly; SameSite=Lax${secure}${life}`;
}

function isHttps(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith("https:") === true;
}

/** How a request says who it is from. */
export type Credentials = { readonly by: "cookie" | "bearer"; readonly token: string } | undefined;

/** The token that a request carries: `Authorization: Bearer` of a script, else the browser's cookie. */
export function credentialsOf(request: HttpRequest, tools: Tools): Credentials {
  const bearer = /^Bearer +([\w-]+)$/iu.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return { by: "bearer", token: bearer };
  const prefix = `${cookieName(tools)}=`;
  const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  const token = cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
  return token === undefined ? undefined : { by: "cookie", token };
}

/** Who a request is from; undefined where nobody is signed in by it. */
export async function authenticate(credentials: Credentials, tools: DeskTools): Promise<SignedIn | undefined> {
  return credentials === undefined ? undefined : findSession(tools, credentials.token);
}

/**
 * Whether a window sent this request that was opened by somebody else: cookies are a browser's, and in another window of it a colleague may have signed
 * in meanwhile. The desk says in `X-Agent` for whom each window is; scripts need not.
 */
export function isForSomebodyElse({ headers }: HttpRequest, { agent }: SignedIn): boolean {
  const meant = headers["x-agent"];
  return meant !== undefined && meant !== agent.id;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a page of another site caused this request. Cookies travel with such requests, so each unsafe one that could be carried
 * by a cookie has to show its origin; a script with a token of its own need not.
 */
export function isForeign(request: HttpRequest, credentials: Credentials, tools: Tools): boolean {
  if (SAFE.has(request.method) || credentials?.by === "bearer") return false;
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin !== undefined) return origin !== (tools.publicUrl ?? `http://${host ?? ""}`);
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return credentials !== undefined;
}
