import { once } from "node:events";
import type { Server } from "node:http";
import type { Request, RequestHandler, Response, Server as Restify } from "restify";
import { Fault } from "../core/errors.ts";
import type { HttpResponse, Route } from "../core/http/route.ts";
import type { SocketRoute } from "../core/http/socket-route.ts";
import type { Log } from "../core/log.ts";
import type { Meter } from "../core/meter.ts";
import type { Ids } from "../core/ports.ts";
import { answer, handleRoute } from "./answer.ts";
import type { AnswerTools } from "./answer.ts";
import { createClientAddress } from "./client-address.ts";
import { answerOptions } from "./cors.ts";
import { isRoutable } from "./incoming.ts";
import { problemOfStatus } from "./problem.ts";
import { createQuietRestify } from "./quiet-restify.ts";
import type { LiveStreams } from "./reply.ts";
import type { SayIn } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";
import { createSockets } from "./sockets.ts";

export interface HttpOptions {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  readonly log: Log;
  readonly meter: Meter;
  readonly ids: Ids;
  readonly sayIn: SayIn;
  /** Whether the world sees this server by https. */
  readonly isHttps: boolean;
  /** Addresses and ranges whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  readonly measured: AnswerTools["measured"];
}

export interface HttpServer {
  /** Starts to listen; resolves with the port that it got. */
  listen(port: number, host: string): Promise<number>;
  /** Accepts no more, ends streams and sockets, lets running requests end for `graceMs` at most, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** The whole of restify that the product knows: routes in, one careful wrapper around each. */
export function createHttpServer(options: HttpOptions): HttpServer {
  const server = createQuietRestify();
  const tools: AnswerTools = {
    ...options,
    clientAddress: createClientAddress(options.trustProxy),
    commonHeaders: securityHeaders(options.isHttps),
    live: new Set(),
  };
  server.first(refuseUnroutable);
  for (const routes of byPath(options.routes)) mountPath(server, routes, tools);
  server.on("restifyError", (request: Request, response: Response, fault: unknown, done: () => void) => {
    void answer(request, response, tools, undefined, () => Promise.resolve(unmatched(fault))).then(done);
  });
  const sockets = createSockets(options.sockets, tools);
  server.on("upgrade", sockets.upgrade);
  limitTimes(server.server);
  return {
    listen: (port, host) => listen(server, port, host),
    close: (graceMs) => close(server, tools.live, sockets.closeAll, graceMs),
  };
}

/** restify throws on an address that is no URL, outside any handler: that would end the process. */
function refuseUnroutable(request: Request, response: Response): boolean {
  // Writing to a client that has gone is an error event; one that nobody hears ends the process, too.
  response.on("error", () => response.destroy());
  request.on("error", () => request.destroy());
  if (isRoutable(request)) return true;
  response.statusCode = 400;
  response.setHeader("connection", "close");
  response.end();
  return false;
}

function byPath(routes: readonly Route[]): readonly (readonly [Route, ...Route[]])[] {
  const groups = new Map<string, [Route, ...Route[]]>();
  for (const route of routes) {
    const group = groups.get(route.path);
    if (group === undefined) groups.set(route.path, [route]);
    else group.push(route);
  }
  return [...groups.values()];
}

const MOUNT = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "del" } as const;

function mountPath(server: Restify, routes: readonly [Route, ...Route[]], tools: AnswerTools): void {
  for (const route of routes) {
    const handler = wrapped((request, response) =>
      answer(request, response, tools, route, (head) => handleRoute(route, request, head, tools.meter)),
    );
    server[MOUNT[route.method]](route.path, handler);
    if (route.method === "GET") server.head(route.path, handler);
  }
  const [first] = routes;
  server.opts(
    first.path,
    wrapped((request, response) =>
      answer(request, response, tools, undefined, () => Promise.resolve(answerOptions(routes, request.headers))),
    ),
  );
}

/** An async handler may not take `next`, and what it resolves with is logged: this one resolves with nothing. */
function wrapped(run: (request: Request, response: Response) => Promise<void>): RequestHandler {
  const handler = async (request: Request, response: Response): Promise<void> => {
    await run(request, response);
  };
  return handler;
}

/** What restify could not route: the methods of the path are in `Allow` already where only the method was wrong. */
function unmatched(fault: unknown): HttpResponse {
  const status = fault instanceof Error && fault.name === "MethodNotAllowedError" ? 405 : 404;
  return { status, problem: problemOfStatus(status) };
}

/** Slow senders are cut off before they hold every connection; an upload over a poor mobile network still gets through. */
function limitTimes(server: Server): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 300_000;
  // Longer than the minute that load balancers keep an idle connection, so that it is they who close it.
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
}

async function listen(server: Restify, port: number, host: string): Promise<number> {
  const listening = once(server.server, "listening");
  server.listen(port, host);
  await listening;
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Fault("listen", "the server listens on no port");
  return address.port;
}

async function close(server: Restify, live: LiveStreams, closeSockets: () => void, graceMs: number): Promise<void> {
  const closed = once(server.server, "close");
  server.close();
  for (const end of live) end();
  closeSockets();
  // A connection becomes idle, and can be closed, only when the answer that runs on it is through.
  const sweep = setInterval(() => server.server.closeIdleConnections(), 20);
  const cutOff = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
