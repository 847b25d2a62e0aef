import { z } from "zod";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import { failure, fresh } from "./answer.ts";
import { tooMany } from "./door.ts";
import type { Door } from "./door.ts";
import { capabilities, inputLimits } from "./limits.ts";
import { visitorIdSchema } from "./tokens.ts";
import { bearerOf, sameSecret } from "./verify.ts";

const widgetAsks = z.object({ visitorToken: z.string().max(1_024).nullish() });
const siteAsks = z.object({ user: z.object({ id: z.string().nullish() }).nullish() });

/** POST /webchat/token: the widget's way in. With the visitor token that it kept, the same conversation goes on; without, a new visitor begins. */
export async function giveWidgetToken(door: Door, request: HttpRequest): Promise<HttpResponse> {
  if (!door.allowsOrigin(request.headers.origin)) return failure(403, "OriginNotAllowed");
  const busy = await tooMany(door, [["tokensPerAddress", request.ip]]);
  if (busy !== undefined) return busy;
  const asked = widgetAsks.safeParse(request.body ?? {});
  if (!asked.success) return failure(400, "BadActivity");
  const kept = asked.data.visitorToken ?? undefined;
  if (kept === undefined) return fresh(200, withVisitorToken(door, door.tokens.newVisitorId()));
  const known = door.tokens.readVisitorToken(kept);
  return known.ok ? fresh(200, withVisitorToken(door, known.claims.visitorId)) : failure(403, "UnknownVisitor");
}

function withVisitorToken({ tokens }: Door, visitorId: string): object {
  return {
    ...tokens.grant(visitorId),
    userId: visitorId,
    visitorToken: tokens.visitorToken(visitorId),
    limits: {
      maxFileBytes: capabilities.maxFile,
      maxFiles: inputLimits.files,
      maxUploadBytes: inputLimits.upload,
      maxText: inputLimits.text,
    },
  };
}

/** POST /v3/directline/tokens/generate: for the operator's own servers, which say who the user is and keep the secret. */
export async function generateToken(
  door: Door,
  secret: string | undefined,
  request: HttpRequest,
): Promise<HttpResponse> {
  const busy = await tooMany(door, [["tokensPerAddress", request.ip]]);
  if (busy !== undefined) return busy;
  const given = bearerOf(request.headers.authorization);
  if (given === undefined) return failure(401, "MissingToken");
  if (secret === undefined || !sameSecret(given, secret)) return failure(403, "BadToken");
  const asked = siteAsks.safeParse(request.body ?? {});
  if (!asked.success) return failure(400, "BadUserId");
  const userId = asked.data.user?.id ?? door.tokens.newVisitorId();
  return visitorIdSchema.safeParse(userId).success ? fresh(200, door.tokens.grant(userId)) : failure(400, "BadUserId");
}

/** POST /v3/directline/tokens/refresh: 403 once the token has expired, 404 for one that we never gave (the client stops asking). */
export async function refreshToken(door: Door, request: HttpRequest): Promise<HttpResponse> {
  if (!door.allowsOrigin(request.headers.origin)) return failure(403, "OriginNotAllowed");
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) return failure(401, "MissingToken");
  const opened = door.tokens.readAccess(token);
  if (!opened.ok) return opened.why === "expired" ? failure(403, "TokenExpired") : failure(404, "BadToken");
  const busy = await tooMany(door, [["callsPerVisitor", opened.claims.visitorId]]);
  return busy ?? fresh(200, door.tokens.grant(opened.claims.visitorId));
}
