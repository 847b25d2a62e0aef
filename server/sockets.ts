import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { RawData } from "ws";
import type { HttpRequest } from "../core/http/route.ts";
import type { LiveSocket, SocketRoute } from "../core/http/socket-route.ts";
import type { Log } from "../core/log.ts";
import type { AnswerTools } from "./answer.ts";
import { isRoutable, readHead } from "./incoming.ts";
import { matchPath } from "./match-path.ts";

/** The server's WebSockets. */
export interface Sockets {
  /** Takes over a connection that asks to be upgraded. Never throws. */
  readonly upgrade: (request: IncomingMessage, connection: Duplex, head: Buffer) => void;
  /** Ends all with 1012 (service restart), and those whose clients do not answer, too. */
  readonly closeAll: () => void;
}

/** A client that vanished without a word is noticed within two of these. */
const HEARTBEAT_MS = 30_000;

type Tools = Pick<AnswerTools, "log" | "ids" | "clientAddress">;

/** Mounts the WebSocket routes of the doors. */
export function createSockets(routes: readonly SocketRoute[], tools: Tools): Sockets {
  // Compression would cost every idle socket its own buffers.
  const servers = new Map(
    routes.map((route) => [
      route,
      new WebSocketServer({ noServer: true, maxPayload: route.maxFrameBytes, perMessageDeflate: false }),
    ]),
  );
  const alive = new WeakSet<WebSocket>();
  const all = (): WebSocket[] => [...servers.values()].flatMap(({ clients }) => [...clients]);
  const heartbeat = setInterval(() => {
    for (const socket of all()) beat(socket, alive);
  }, HEARTBEAT_MS).unref();

  const admit = async (request: IncomingMessage, connection: Duplex, head: Buffer): Promise<void> => {
    const found = findRoute(routes, request);
    const server = found === undefined ? undefined : servers.get(found.route);
    if (found === undefined || server === undefined) {
      refuse(connection, 404);
      return;
    }
    const id = tools.ids.uuid();
    const log = tools.log.with({ id, route: found.route.path });
    const whole: HttpRequest = {
      ...readHead(request, id, tools.clientAddress),
      params: found.params,
      body: undefined,
      stream: request,
    };
    const admission = await found.route.admit(whole).catch((fault: unknown) => {
      log.error({}, "a socket could not be admitted", fault);
      return { admitted: false as const, status: 500 };
    });
    log.info({ status: admission.admitted ? 101 : admission.status }, "socket asked for");
    if (!admission.admitted) {
      refuse(connection, admission.status);
      return;
    }
    server.handleUpgrade(request, connection, head, (socket) => {
      alive.add(socket);
      socket.on("pong", () => alive.add(socket));
      admission.open(liveSocket(socket, log));
    });
  };

  return {
    upgrade: (request, connection, head) => {
      connection.on("error", () => connection.destroy());
      admit(request, connection, head).catch((fault: unknown) => {
        tools.log.error({}, "a socket failed before it was open", fault);
        connection.destroy();
      });
    },
    closeAll: () => {
      clearInterval(heartbeat);
      for (const socket of all()) {
        socket.close(1012);
        setTimeout(() => socket.terminate(), 1_000).unref();
      }
    },
  };
}

function findRoute(
  routes: readonly SocketRoute[],
  request: IncomingMessage,
): { readonly route: SocketRoute; readonly params: Readonly<Record<string, string>> } | undefined {
  if (!isRoutable(request)) return undefined;
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function beat(socket: WebSocket, alive: WeakSet<WebSocket>): void {
  if (!alive.delete(socket)) socket.terminate();
  else if (socket.readyState === WebSocket.OPEN) socket.ping();
}

function refuse(connection: Duplex, status: number): void {
  connection.once("finish", () => connection.destroy());
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function liveSocket(socket: WebSocket, log: Log): LiveSocket {
  // A frame that is too long or malformed: ws has answered with the right code already.
  socket.on("error", () => undefined);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    waitingBytes: () => socket.bufferedAmount,
    close: (code) => socket.close(code),
    onText: (hear) => {
      socket.on("message", (frame, isBinary) => {
        try {
          if (isBinary) socket.close(1003);
          else hear(textOf(frame));
        } catch (fault) {
          log.error({}, "a socket's frame failed", fault);
          socket.close(1011);
        }
      });
    },
    onClose: (hear) => {
      if (socket.readyState === WebSocket.CLOSED) hear();
      else socket.once("close", () => hear());
    },
  };
}

function textOf(frame: RawData): string {
  if (Array.isArray(frame)) return Buffer.concat(frame).toString("utf8");
  return Buffer.from(frame instanceof ArrayBuffer ? new Uint8Array(frame) : frame).toString("utf8");
}
