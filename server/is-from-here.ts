import type { HttpRequest } from "../core/http/route.ts";
import { isLoopbackAddress } from "./client-address.ts";

const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/iu;

/**
 * Whether a request comes from a browser on this machine, not through a proxy, and to an address that only this machine has: a page elsewhere whose name
 * leads here is not from here.
 */
export function isFromHere({ ip, headers }: Pick<HttpRequest, "ip" | "headers">): boolean {
  return isLoopbackAddress(ip) && headers["x-forwarded-for"] === undefined && localHost.test(headers.host ?? "");
}
