import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";

/** A request that the fake has read. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the fake answers; undefined: it breaks the connection. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

export interface FakeServer {
  readonly root: string;
  readonly close: () => Promise<void>;
}

/** Serves on a free port of 127.0.0.1. */
export async function serveFake(
  handle: (request: FakeRequest) => Promise<FakeAnswer | undefined>,
): Promise<FakeServer> {
  const server = createServer((request, response) => {
    void respond(request, response, handle);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake listens on no port");
  return {
    root: `http://127.0.0.1:${String(address.port)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: FakeRequest) => Promise<FakeAnswer | undefined>,
): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://fake.invalid");
    const answer = await handle({
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await readText(request),
    });
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    const type = answer.json === undefined ? "text/html; charset=utf-8" : "application/json";
    response.writeHead(answer.status, { "content-type": type, ...answer.headers });
    response.end(answer.bytes ?? answer.text ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
  } catch (error) {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end(String(error));
  }
}

/** How Twilio's API says no. */
export function apiError(status: number, code: number, headers: Readonly<Record<string, string>> = {}): FakeAnswer {
  const more = `https://www.twilio.com/docs/errors/${String(code)}`;
  return {
    status,
    headers,
    json: { code, message: `made-up explanation of ${String(code)}`, more_info: more, status },
  };
}
