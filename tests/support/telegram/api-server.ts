import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { readCall } from "./call.ts";
import type { Call } from "./call.ts";
import { carryOut } from "./methods.ts";
import type { Platform } from "./platform.ts";
import type { Trouble, Troubles } from "./trouble.ts";
import { ApiError } from "./wire.ts";
import type { Json } from "./wire.ts";

export interface ApiServerTools {
  readonly token: string;
  readonly platform: Platform;
  readonly troubles: Troubles;
  readonly onCall: (call: Call) => void;
}

const html = "<html><body><h1>Login to the guest network</h1></body></html>";

/** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`; not yet listening. */
export function createApiServer(tools: ApiServerTools): Server {
  return createServer((request, response) => {
    void serve(tools, request, response).catch(() => response.destroy());
  });
}

async function serve(tools: ApiServerTools, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, isFile, token, rest = ""] = /^(\/file)?\/bot([^/]+)\/(.+)$/u.exec(decodeURIComponent(pathname)) ?? [];
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (token !== tools.token) {
    reply(response, token === undefined ? new ApiError(404, "Not Found") : new ApiError(401, "Unauthorized"));
    return;
  }
  if (isFile !== undefined) {
    await withTrouble(tools.troubles.take("file"), response, async () => fileAt(tools, rest));
    return;
  }
  const call = await readCall(rest, Buffer.concat(chunks), request.headers["content-type"] ?? "");
  tools.onCall(call);
  await withTrouble(tools.troubles.take(call.method), response, () => result(tools, call));
}

type Answer = Json | Uint8Array | ApiError;

/** Answers what `work` gives, or what the trouble makes of it. */
async function withTrouble(
  trouble: Trouble | undefined,
  response: ServerResponse,
  work: () => Promise<Answer>,
): Promise<void> {
  switch (trouble?.kind) {
    case "reset":
      response.destroy();
      return;
    case "html":
      send(response, 200, "text/html", html);
      return;
    case "fail":
      reply(response, new ApiError(trouble.code, trouble.description, trouble.retryAfter));
      return;
    case "accept_then_reset":
      await work();
      response.destroy();
      return;
    case "accept_then_silence":
      await work();
      return;
    case "slow":
      await pause(trouble.ms);
      reply(response, await work());
      return;
    case undefined:
      reply(response, await work());
  }
}

async function result({ platform }: ApiServerTools, call: Call): Promise<Json | ApiError> {
  try {
    return { ok: true, result: await carryOut(platform, call) };
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function fileAt({ platform }: ApiServerTools, path: string): Uint8Array | ApiError {
  return platform.files.at(path) ?? new ApiError(404, "Not Found");
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer instanceof Uint8Array) send(response, 200, "application/octet-stream", answer);
  else if (answer instanceof ApiError) send(response, answer.code, "application/json", JSON.stringify(answer.body));
  else send(response, 200, "application/json", JSON.stringify(answer));
}

/** Not in one chain: restify, where it is loaded too, leaves `writeHead` without a result. */
function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}
