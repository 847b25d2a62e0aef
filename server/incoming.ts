import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import type { Readable } from "node:stream";
import type { HttpMethod, HttpRequest } from "../core/http/route.ts";
import type { ClientAddress } from "./client-address.ts";

/** What a request says of itself before its body is read. */
export type Incoming = Omit<HttpRequest, "body" | "stream" | "params">;

/** Reads the head of `request`. Its address was checked to be a URL before it was routed. */
export function readHead(request: IncomingMessage, correlationId: string, clientAddress: ClientAddress): Incoming {
  const url = new URL(`http://localhost${pathAndQuery(request.url)}`);
  return {
    method: methodOf(request.method),
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    ip: clientAddress(request.socket.remoteAddress, headerText(request, "x-forwarded-for")),
    correlationId,
  };
}

/** Whether the address can be routed: a path that decodes, without NUL, under a host that is one. */
export function isRoutable({ url, headers }: IncomingMessage): boolean {
  const full = `http://${headers.host ?? "localhost"}${pathAndQuery(url)}`;
  if (!URL.canParse(full)) return false;
  try {
    return !decodeURIComponent(pathAndQuery(url)).includes("\0");
  } catch {
    return false;
  }
}

/** Proxies may send the whole address (RFC 9112, section 3.2.2); then its path and query count. */
function pathAndQuery(url = "/"): string {
  if (url.startsWith("/")) return url;
  if (!URL.canParse(url)) return "/%00";
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** HEAD is answered as GET, without the body. Methods that no route has never get this far. */
function methodOf(method: string | undefined): HttpMethod {
  return method === "POST" || method === "PUT" || method === "PATCH" || method === "DELETE" ? method : "GET";
}

function headerText({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/** More came than the route allows. */
export class BodyTooLong extends Error {
  constructor() {
    super("the body is longer than the route allows");
    this.name = "BodyTooLong";
  }
}

/** The body of a `raw` route, which fails with `BodyTooLong` after `maxBytes`. */
export function limited(request: Readable, maxBytes: number): Readable {
  let length = 0;
  const limiter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) done(new BodyTooLong());
      else done(null, chunk);
    },
  });
  request.once("error", (fault) => limiter.destroy(fault));
  request.once("aborted", () => limiter.destroy(new Error("the client hung up")));
  // An error that nobody listens to would end the process; whoever reads the stream gets it all the same.
  limiter.on("error", () => request.unpipe(limiter));
  return request.pipe(limiter);
}
