import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { z } from "zod";

/** One signing key per purpose, so that a token of one kind is never good as another. */
export interface ChatKeys {
  readonly access: KeyObject;
  readonly visitor: KeyObject;
  readonly ticket: KeyObject;
  readonly file: KeyObject;
  readonly conversation: KeyObject;
}

/** Derives the keys from the installation's secret (HKDF, RFC 5869). */
export function chatKeys(secretKey: string): ChatKeys {
  const derive = (purpose: string): KeyObject =>
    createSecretKey(new Uint8Array(hkdfSync("sha256", secretKey, "", `redress webchat ${purpose}`, 32)));
  return {
    access: derive("access"),
    visitor: derive("visitor"),
    ticket: derive("ticket"),
    file: derive("file"),
    conversation: derive("conversation"),
  };
}

type Claims = Readonly<Record<string, string | number>>;

/** What a signed text says when it is ours and still good, or why it is not. */
export type Opened<Shape> =
  { readonly ok: true; readonly claims: Shape } | { readonly ok: false; readonly why: "forged" | "expired" };

/** Direct Line's clients read the user's id out of their token, so all of ours are JSON Web Tokens (RFC 7519); the algorithm is never negotiated. */
const head = encode({ alg: "HS256", typ: "JWT" });
const longestToken = 1_024;
const base = z.object({ exp: z.number() });

/** Signs `claims` until `expiresAt`, in seconds since 1970. */
export function seal(claims: Claims, expiresAt: number, key: KeyObject): string {
  const signed = `${head}.${encode({ ...claims, exp: expiresAt })}`;
  return `${signed}.${mac(signed, key).toString("base64url")}`;
}

/** Opens what `seal` made with the same key. Compares in constant time and reads nothing before the signature holds. */
export function unseal<Shape>(token: string, shape: z.ZodType<Shape>, key: KeyObject, now: Date): Opened<Shape> {
  const [first, body, signature, ...more] = token.length > longestToken ? [] : token.split(".");
  if (first !== head || body === undefined || signature === undefined || more.length > 0)
    return { ok: false, why: "forged" };
  if (!sameBytes(Buffer.from(signature, "base64url"), mac(`${first}.${body}`, key)))
    return { ok: false, why: "forged" };
  const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  const read = shape.safeParse(claims);
  if (!read.success) return { ok: false, why: "forged" };
  return base.parse(claims).exp * 1_000 <= now.getTime()
    ? { ok: false, why: "expired" }
    : { ok: true, claims: read.data };
}

/** The id under which clients know the one conversation of a visitor; says nothing without the key. */
export function conversationIdOf(visitorId: string, keys: ChatKeys): string {
  return mac(visitorId, keys.conversation).subarray(0, 16).toString("base64url");
}

/** Whether two secrets are equal, in a time that tells nothing of either. */
export function sameSecret(given: string, expected: string): boolean {
  if (expected === "") return false;
  const key = createSecretKey(expected, "utf8");
  return sameBytes(mac(given, key), mac(expected, key));
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+) *$/iu.exec(header ?? "")?.[1];
}

/** Decides which pages may use the chat: our own, and those that the operator named. Calls without an origin come from no page. */
export function originRule(
  publicUrl: string,
  widgetOrigins: readonly string[],
): (origin: string | undefined) => boolean {
  const allowed = new Set([...ownOrigins(publicUrl), ...widgetOrigins.flatMap(normalised)]);
  return (origin) => origin === undefined || normalised(origin).some((one) => allowed.has(one));
}

/** On a developer's machine `localhost` and `127.0.0.1` are the same page. */
function ownOrigins(publicUrl: string): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return [origin];
  return ["localhost", "127.0.0.1", "[::1]"].flatMap((host) =>
    normalised(`${protocol}//${host}${port === "" ? "" : `:${port}`}`),
  );
}

function normalised(origin: string): readonly string[] {
  const url = URL.parse(origin);
  return url === null || url.origin === "null" ? [] : [url.origin];
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function mac(text: string, key: KeyObject): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function sameBytes(given: Uint8Array, expected: Uint8Array): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
