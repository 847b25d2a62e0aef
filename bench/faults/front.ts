import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { freePort } from "../../tests/support/free-port.ts";

/** One request as it went through. */
export interface Passed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
  /** Undefined: no server answered. */
  readonly status: number | undefined;
}

/** What stands before the servers, as a load balancer does: whatever comes goes to the next one that answers. */
export interface Front {
  readonly url: string;
  readonly passed: readonly Passed[];
  /** Where requests go, in turn. */
  readonly servers: string[];
  /** Every request goes to all servers at once. */
  toAll: boolean;
  /** Called once, with the answer to the next request that a server accepted: before that answer is passed on, which it then is not. */
  beforeAnswer: (() => Promise<void>) | undefined;
  /** Sends again what was sent before. */
  again(passed: Passed): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A server that does not answer within this is gone. */
const GONE_MS = 30_000;

async function send(server: string, request: Omit<Passed, "status">): Promise<number | undefined> {
  try {
    const response = await fetch(server + request.path, {
      method: "POST",
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.timeout(GONE_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

export async function openFront(): Promise<Front> {
  const passed: Passed[] = [];
  const servers: string[] = [];
  let turn = 0;

  /** The first answer; where one of several accepted, that it did. */
  const forward = async (request: Omit<Passed, "status">): Promise<number | undefined> => {
    turn += 1;
    const line = [...servers.slice(turn % servers.length), ...servers.slice(0, turn % servers.length)];
    if (front.toAll) {
      const statuses = await Promise.all(line.map((server) => send(server, request)));
      return statuses.find((status) => status === undefined || status > 299) ?? statuses[0];
    }
    for (const server of line) {
      const status = await send(server, request);
      if (status !== undefined) return status;
    }
    return undefined;
  };
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = { path: incoming.url ?? "/", headers: kept(incoming), body: Buffer.from(await buffer(incoming)) };
    const status = await forward(request);
    passed.push({ ...request, status });
    const interrupt = front.beforeAnswer;
    if (interrupt !== undefined && status !== undefined && status < 300) {
      front.beforeAnswer = undefined;
      await interrupt();
      response.destroy();
      return;
    }
    response.writeHead(status ?? 502).end();
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  const port = await freePort();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const front: Front = {
    url: `http://127.0.0.1:${port}`,
    passed,
    servers,
    toAll: false,
    beforeAnswer: undefined,
    again: forward,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return front;
}

/** Headers that belong to the message, and not to the connection. */
function kept({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const names = ["content-type", "x-telegram-bot-api-secret-token", "x-twilio-signature"];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}
