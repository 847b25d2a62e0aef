import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { readCall } from "./call.ts";
import type { Call } from "./call.ts";
import { carryOut } from "./methods.ts";
import type { Platform } from "./methods.ts";
import type { Troubles } from "./trouble.ts";
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
    reply(response, new ApiError(token === undefined ? 404 : 401, token === undefined ? "Not Found" : "Unauthorized"));
    return;
  }
  const call = isFile === undefined ? await readCall(rest, Buffer.concat(chunks), contentType(request)) : undefined;
  if (call !== undefined) tools.onCall(call);
  const trouble = tools.troubles.take(call?.method ?? "file");
  if (trouble?.kind === "slow") await pause(trouble.ms);
  if (trouble?.kind === "reset") {
    response.destroy();
    return;
  }
  if (trouble?.kind === "html") {
    response.writeHead(200, { "content-type": "text/html" }).end(html);
    return;
  }
  if (trouble?.kind === "fail") {
    reply(response, new ApiError(trouble.code, trouble.description, trouble.retryAfter));
    return;
  }
  const answer = call === undefined ? fileAt(tools, rest) : await result(tools, call);
  if (trouble?.kind === "accept_then_reset") response.destroy();
  else if (trouble?.kind !== "accept_then_silence") reply(response, answer);
}

async function result({ platform }: ApiServerTools, call: Call): Promise<Json | ApiError> {
  try {
    return { ok: true, result: await carryOut(platform, call) };
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function contentType({ headers }: IncomingMessage): string {
  return headers["content-type"] ?? "";
}

function fileAt({ platform }: ApiServerTools, path: string): Uint8Array | ApiError {
  return platform.files.at(path) ?? new ApiError(404, "Not Found");
}

function reply(response: ServerResponse, answer: Json | Uint8Array | ApiError): void {
  if (answer instanceof Uint8Array) {
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer);
    return;
  }
  const body = answer instanceof ApiError ? answer.body : answer;
  response
    .writeHead(answer instanceof ApiError ? answer.code : 200, { "content-type": "application/json" })
    .end(JSON.stringify(body));
}
