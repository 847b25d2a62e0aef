import { once } from "node:events";
import type { Readable } from "node:stream";
import type { Response } from "restify";
import type { HttpResponse } from "../core/http/route.ts";
import { Fault } from "../core/errors.ts";

/** An answer whose problem has been put into words. */
export type Reply = Omit<HttpResponse, "problem">;

/** How to end each stream that is being sent; the server does when it stops, or `close` would wait for ever. */
export type LiveStreams = Set<() => void>;

/** Sends `reply`, and resolves when it is sent or its reader has gone. Rejects before anything is sent where the reply is malformed. */
export async function sendReply(
  response: Response,
  reply: Reply,
  common: Readonly<Record<string, string>>,
  live: LiveStreams,
): Promise<void> {
  const headers = { ...common, ...lowerCase(reply.headers ?? {}) };
  if (reply.stream === undefined) {
    sendWhole(response, reply, headers);
    return;
  }
  await sendStream(response, { status: reply.status, stream: reply.stream }, headers, live);
}

interface Streaming {
  readonly status: number;
  readonly stream: Readable;
}

/** `sendRaw`, because restify's formatters turn HTML, TwiML and Prometheus text into something else. */
function sendWhole(response: Response, reply: Reply, headers: Record<string, string>): void {
  const content = contentOf(reply);
  if (content.type !== undefined && headers["content-type"] === undefined) headers["content-type"] = content.type;
  const body = Buffer.from(content.body);
  if (reply.status !== 204 && reply.status !== 304) headers["content-length"] = String(body.length);
  for (const [name, value] of cookiesApart(headers)) response.setHeader(name, value);
  response.sendRaw(reply.status, body);
}

async function sendStream(
  response: Response,
  { status, stream }: Streaming,
  headers: Record<string, string>,
  live: LiveStreams,
): Promise<void> {
  for (const [name, value] of cookiesApart(headers)) response.setHeader(name, value);
  response.writeHead(status);
  response.flushHeaders();
  const closed = once(response, "close");
  // Not every source can be stopped in the middle of what it waits for, so the response ends whether the source does or not.
  const end = (): void => {
    stream.unpipe(response);
    response.end();
  };
  stream.on("error", () => response.destroy());
  live.add(end);
  if (response.req.method === "HEAD") end();
  else stream.pipe(response);
  await closed;
  live.delete(end);
  stream.destroy();
}

/** A header's value may hold several cookies, one a line: HTTP alone has a header that cannot be joined by commas. */
function cookiesApart(headers: Readonly<Record<string, string>>): [string, string | string[]][] {
  return Object.entries(headers).map(([name, value]) => [name, name === "set-cookie" ? value.split("\n") : value]);
}

function contentOf({ json, text, bytes }: Reply): { readonly body: string | Uint8Array; readonly type?: string } {
  const given = [json, text, bytes].filter((content) => content !== undefined);
  if (given.length > 1) throw new Fault("reply", "a reply has more than one body");
  if (json !== undefined) return { body: JSON.stringify(json), type: "application/json; charset=utf-8" };
  if (text !== undefined) return { body: text, type: "text/plain; charset=utf-8" };
  return bytes === undefined ? { body: "" } : { body: bytes, type: "application/octet-stream" };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
