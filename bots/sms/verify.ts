import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Where a gateway may put the secret: the header `Authorization: Bearer`, the header `X-Gateway-Secret`, or the end of the path. */
export function isFromGateway(
  { headers, inPath }: { readonly headers: IncomingHttpHeaders; readonly inPath: string | undefined },
  secret: string,
): boolean {
  const bearer = /^Bearer +(\S+) *$/iu.exec(headers.authorization ?? "")?.[1];
  const own = headers["x-gateway-secret"];
  const given = inPath ?? bearer ?? (typeof own === "string" ? own : undefined);
  return given !== undefined && secret !== "" && isSame(given, secret);
}

/** In a time that tells nothing of either. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
