import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import { failure, tryAgain } from "./answer.ts";
import type { ErrorCode } from "./answer.ts";
import type { ChatMeter } from "./ports.ts";
import type { RateName, Rates } from "./rates.ts";
import type { Tokens, Visitor } from "./tokens.ts";
import { bearerOf } from "./verify.ts";

/** Decides who may come in, before anything of a request is parsed. */
export interface Door {
  readonly tokens: Tokens;
  readonly rates: Rates;
  readonly meter: ChatMeter;
  readonly allowsOrigin: (origin: string | undefined) => boolean;
}

export type Admitted =
  { readonly ok: true; readonly visitor: Visitor } | { readonly ok: false; readonly answer: HttpResponse };

/** The visitor of a call whose token, origin and conversation agree; `rate` counts it. */
export async function admit(door: Door, request: HttpRequest, rate: RateName): Promise<Admitted> {
  if (!door.allowsOrigin(request.headers.origin)) return stop(403, "OriginNotAllowed");
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) return stop(401, "MissingToken");
  const opened = door.tokens.readAccess(token);
  if (!opened.ok) return opened.why === "expired" ? stop(403, "TokenExpired") : stop(401, "BadToken");
  const { id } = request.params;
  if (id !== undefined && id !== opened.claims.conversationId) return stop(403, "ForeignConversation");
  const busy = await tooMany(door, [[rate, opened.claims.visitorId]]);
  return busy === undefined ? { ok: true, visitor: opened.claims } : { ok: false, answer: busy };
}

/** The refusal of a call that comes too soon after others, by the first of `counts` that is used up. */
export async function tooMany(
  { rates, meter }: Pick<Door, "rates" | "meter">,
  counts: readonly (readonly [RateName, string])[],
): Promise<HttpResponse | undefined> {
  for (const [name, key] of counts) {
    const seconds = await rates.wait(name, key);
    if (seconds === undefined) continue;
    meter.throttled(`webchat.${name}`);
    return tryAgain("TooManyRequests", seconds);
  }
  return undefined;
}

function stop(status: number, code: ErrorCode): Admitted {
  return { ok: false, answer: failure(status, code) };
}
