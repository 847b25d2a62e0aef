/**
 * Telegram and Twilio as far as sending goes, as cheap as can be, in a process of their own: accepts everything after some milliseconds
 * (the first argument), and remembers when it was called for which chat. Prints its port as a line of JSON; ends with its standard input.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Arrival } from "./provider.ts";

const [delay = "0", photo] = process.argv.slice(2);
const delayMs = Number(delay);
const photoBytes = photo === undefined ? Buffer.alloc(0) : await readFile(photo);
const arrivals: Arrival[] = [];
let sent = 0;

const chatSchema = z.object({ chat_id: z.coerce.string(), text: z.string().default("") });
const BOT = { id: 110_201_543, is_bot: true, first_name: "Complaints", username: "complaints_bot" };

function json(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** Of the words, enough to tell them apart. */
const KEPT = 16;

function arrived(chat: string, words: string): number {
  sent += 1;
  arrivals.push([chat, performance.timeOrigin + performance.now(), words.slice(0, KEPT)]);
  return sent;
}

async function telegram(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  if (method.startsWith("send") && method !== "sendChatAction") {
    const { chat_id, text } = chatSchema.parse(JSON.parse(body.toString("utf8")));
    const message_id = arrived(chat_id, text);
    if (delayMs > 0) await wait(delayMs);
    const chat = { id: Number(chat_id), type: "private" };
    json(response, 200, {
      ok: true,
      result: { message_id, date: Math.floor(Date.now() / 1_000), chat, from: BOT, text: "" },
    });
    return;
  }
  const results: Readonly<Record<string, unknown>> = {
    getMe: BOT,
    getWebhookInfo: { url: "", pending_update_count: 0 },
    getMyCommands: [],
    getUpdates: [],
    getFile: { file_id: "photo", file_unique_id: "photo", file_size: photoBytes.length, file_path: "photos/photo.jpg" },
  };
  json(response, 200, { ok: true, result: results[method] ?? true });
}

async function twilio(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") {
    json(response, 200, { messages: [], contents: [], meta: { next_page_url: null }, next_page_uri: null });
    return;
  }
  const form = new URLSearchParams((await buffer(request)).toString("utf8"));
  const sid = `SM${arrived(form.get("To") ?? "", form.get("Body") ?? "")
    .toString(16)
    .padStart(32, "f")}`;
  if (delayMs > 0) await wait(delayMs);
  json(response, 201, {
    sid,
    status: "queued",
    to: form.get("To"),
    from: form.get("From"),
    body: "",
    error_code: null,
    error_message: null,
    num_segments: "1",
    num_media: "0",
    date_created: new Date().toUTCString(),
  });
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/control/arrivals") {
    json(response, 200, arrivals);
    return;
  }
  if (pathname.startsWith("/file/")) {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": photoBytes.length });
    response.end(photoBytes);
    return;
  }
  const method = /^\/bot[^/]+\/(\w+)$/u.exec(pathname)?.[1];
  return method === undefined ? twilio(request, response) : telegram(method, request, response);
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`${JSON.stringify(server.address())}\n`);
process.stdin.on("close", () => process.exit(0)).resume();
