import { once } from "node:events";
import { randomBytes, randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { createWebchat } from "../../bots/webchat/index.ts";
import type { Webchat, WebchatDeps } from "../../bots/webchat/index.ts";
import type { ActivitySet, ChatActivity } from "../../bots/webchat/activity.ts";
import type { FileStore } from "../../core/attachment/attachment.ts";
import type { Route } from "../../core/http/route.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { MemoryStore } from "../../core/store/memory/memory-store.ts";
import type { Moment } from "../../core/ports.ts";
import { createHttpServer } from "../../server/http.ts";
import { captureLog } from "./captured-log.ts";
import { createEchoBot } from "./echo-bot.ts";
import { silentMeter } from "../../core/meter.ts";
import { freePort } from "./free-port.ts";

/** A file store that can be looked into. */
export interface OpenFiles extends FileStore {
  readonly kept: Map<string, Uint8Array>;
}

function memoryFiles(): OpenFiles {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    put: async (key, bytes) => void kept.set(key, bytes),
    get: async (key) => kept.get(key),
    delete: async (key) => void kept.delete(key),
    check: async () => undefined,
  };
}

/** The web chat on the real server, with an echo bot behind it and everything in memory. */
export interface WebchatBench {
  readonly url: string;
  readonly directLine: string;
  readonly store: MemoryStore;
  readonly files: OpenFiles;
  readonly webchat: Webchat;
  /** Reasons for which activities were ignored or refused, in order. */
  readonly refused: string[];
  readonly reported: unknown[];
  /** Moves the clock on. */
  readonly pass: (milliseconds: number) => void;
  readonly moment: () => Moment;
  readonly written: () => string;
  readonly close: () => Promise<void>;
}

export const directLineSecret = "a-secret-between-two-servers-0123456789";

/** Starts it; `change` sees the parts before they are put together and may replace them, `more` is served beside the chat. */
export async function openWebchatBench(
  change: (deps: WebchatDeps) => Partial<WebchatDeps> = () => ({}),
  more: (publicUrl: string) => Promise<readonly Route[]> = async () => [],
): Promise<WebchatBench> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  let shift = 0;
  const clock = { now: () => new Date(Date.now() + shift) };
  const ids = { uuid: () => randomUUID() as string };
  const random = {
    digits: (count: number) => "0".repeat(count),
    bytes: (count: number) => new Uint8Array(randomBytes(count)),
  };
  const moment = (): Moment => ({ now: clock.now(), ids, random });
  const store = createMemoryStore({ clock, ids });
  const files = memoryFiles();
  const refused: string[] = [];
  const reported: unknown[] = [];
  const deps: WebchatDeps = {
    receive: createEchoBot(store, moment),
    store,
    files,
    clock,
    ids,
    random,
    secretKey: "a secret of the installation, for tests",
    publicUrl: url,
    widgetOrigins: ["https://shop.example"],
    directLineSecret,
    botName: "Complaints desk",
    meter: { ...silentMeter, refusedInput: (_door, reason) => void refused.push(reason) },
    report: (fault) => void reported.push(fault),
    pace: { sweepMs: 50, pingMs: 200, maxWaitingBytes: 1_048_576, page: 100, readers: 16 },
  };
  const webchat = await createWebchat({ ...deps, ...change(deps) });
  const log = captureLog();
  const server = createHttpServer({
    routes: [...webchat.routes, ...(await more(url))],
    sockets: webchat.sockets,
    log: log.log,
    meter: silentMeter,
    ids,
    sayIn: (language) => (key) => `${language}: ${key}`,
    isHttps: false,
    trustProxy: [],
    measured: () => undefined,
  });
  await server.listen(port, "127.0.0.1");
  return {
    url,
    directLine: `${url}/v3/directline`,
    store,
    files,
    webchat,
    refused,
    reported,
    pass: (milliseconds) => void (shift += milliseconds),
    moment,
    written: log.written,
    close: async () => {
      await webchat.close();
      await server.close(1_000);
      await store.close();
    },
  };
}

/** What the widget's token route answers. */
export interface WidgetToken {
  readonly token: string;
  readonly conversationId: string;
  readonly expires_in: number;
  readonly userId: string;
  readonly visitorToken: string;
}

/** One browser with its own token, speaking plain HTTP. */
export interface ChatClient extends WidgetToken {
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** POST of an activity to the own conversation. */
  readonly post: (activity: unknown) => Promise<Response>;
  readonly say: (text: string, clientActivityID?: string) => Promise<Response>;
  readonly poll: (watermark?: string) => Promise<ActivitySet>;
  readonly upload: (form: FormData) => Promise<Response>;
  /** A stream from `watermark` on, with everything that came over it. */
  readonly stream: (watermark?: string) => Promise<OpenStream>;
}

export interface OpenStream {
  readonly socket: WebSocket;
  readonly activities: ChatActivity[];
  readonly frames: string[];
  readonly watermark: () => string;
  /** Resolves once `enough` holds of what has come. */
  readonly until: (enough: (activities: readonly ChatActivity[]) => boolean) => Promise<readonly ChatActivity[]>;
  readonly close: () => Promise<void>;
}

/** Where a web chat is served. */
export type ChatAddress = Pick<WebchatBench, "url" | "directLine">;

export async function openChat(bench: ChatAddress, kept?: { readonly visitorToken: string }): Promise<ChatClient> {
  const response = await fetch(`${bench.url}/webchat/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(kept ?? {}),
  });
  const widget = (await response.json()) as WidgetToken;
  return chatAs(bench, widget);
}

export function chatAs(bench: ChatAddress, widget: WidgetToken): ChatClient {
  const own = `${bench.directLine}/conversations/${widget.conversationId}`;
  const authorization = `Bearer ${widget.token}`;
  const call: ChatClient["call"] = (method, path, body, headers = {}) =>
    fetch(path.startsWith("http") ? path : `${bench.directLine}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const post: ChatClient["post"] = (activity) => call("POST", `${own}/activities`, activity);
  return {
    ...widget,
    call,
    post,
    say: (text, clientActivityID) => post(said(text, clientActivityID)),
    poll: async (watermark = "") =>
      (await call("GET", `${own}/activities?watermark=${watermark}`)).json() as Promise<ActivitySet>,
    upload: (body) =>
      fetch(`${own}/upload?userId=${widget.userId}`, { method: "POST", headers: { authorization }, body }),
    stream: async (watermark = "") => {
      const response = await call("GET", `${own}?watermark=${watermark}`);
      const { streamUrl } = (await response.json()) as { readonly streamUrl: string };
      return openStream(streamUrl);
    },
  };
}

export function said(text: string, clientActivityID?: string): object {
  return {
    type: "message",
    text,
    from: { id: "somebody else" },
    ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
  };
}

export async function openStream(url: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const socket = new WebSocket(url, { headers });
  const activities: ChatActivity[] = [];
  const frames: string[] = [];
  let watermark = "";
  let arrived: () => void = () => undefined;
  socket.on("message", (data: Buffer) => {
    const frame = data.toString("utf8");
    frames.push(frame);
    const set = frame === "" ? {} : (JSON.parse(frame) as Partial<ActivitySet>);
    activities.push(...(set.activities ?? []));
    watermark = set.watermark ?? watermark;
    arrived();
  });
  await once(socket, "open");
  return {
    socket,
    activities,
    frames,
    watermark: () => watermark,
    until: async (enough) => {
      while (!enough(activities)) await new Promise<void>((resolve) => (arrived = resolve));
      return activities;
    },
    close: async () => {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}
