import { once } from "node:events";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { WebSocket } from "ws";
import { z } from "zod";
import { freePort } from "../../tests/support/free-port.ts";
import { startWebchat } from "../servers/product.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";

/** What a server costs beside its work. */
export interface SocketsPart {
  readonly sockets: number;
  /** Of the server's memory, for each idle socket. */
  readonly kilobytesEach: number;
  /** The server's memory before and with the sockets, in megabytes. */
  readonly megabytes: readonly [number, number];
  readonly startMs: number;
  readonly stopMs: number;
}

/** Sockets that are opened at once. */
const BATCH = 50;
/** Opened beforehand, so that what a server learns with its first visitors weighs on nobody. */
const WARM = 300;

/** Opens idle sockets of the web chat, each with a visitor of its own, and weighs the server. */
export async function measureSockets(
  postgres: Pick<PostgresServer, "url">,
  { folder, say }: PartTools,
  sockets: number,
): Promise<SocketsPart> {
  const databaseUrl = await newDatabase(postgres, "sockets");
  const inspectPort = await freePort();
  const setting = { storage: { databaseUrl }, folder, visitors: 0, nodeFlags: [`--inspect=127.0.0.1:${inspectPort}`] };
  // Its first start makes the tables.
  await (await startWebchat(setting)).stop();
  const begun = performance.now();
  const server = await startWebchat(setting);
  const startMs = performance.now() - begun;
  const warm = await openSockets(server.port, WARM);
  const before = await weigh(server.pid, inspectPort);
  const open = await openSockets(server.port, sockets);
  const after = await weigh(server.pid, inspectPort);
  const cut = open.filter(({ readyState }) => readyState !== WebSocket.OPEN).length;
  if (cut > 0) throw new Error(`${cut} of ${sockets} idle sockets were cut`);
  say(`sockets: ${sockets} are open`);
  const told = performance.now();
  await server.stop();
  const stopMs = performance.now() - told;
  for (const socket of [...warm, ...open]) socket.terminate();
  return { sockets, kilobytesEach: ((after - before) * 1_000) / sockets, megabytes: [before, after], startMs, stopMs };
}

async function openSockets(port: number, count: number): Promise<readonly WebSocket[]> {
  const open: WebSocket[] = [];
  while (open.length < count) {
    const batch = Array.from({ length: Math.min(BATCH, count - open.length) }, () => openSocket(port));
    open.push(...(await Promise.all(batch)));
  }
  return open;
}

const openedSchema = z.object({ streamUrl: z.url(), token: z.string() });

async function openSocket(port: number): Promise<WebSocket> {
  const root = `http://127.0.0.1:${port}`;
  const json = { "content-type": "application/json" };
  const granted = await fetch(`${root}/webchat/token`, { method: "POST", headers: json, body: "{}" });
  const { token } = z.object({ token: z.string() }).parse(await granted.json());
  const opened = await fetch(`${root}/v3/directline/conversations`, {
    method: "POST",
    headers: { ...json, authorization: `Bearer ${token}` },
    body: "{}",
  });
  const socket = new WebSocket(openedSchema.parse(await opened.json()).streamUrl);
  socket.on("error", () => undefined);
  await once(socket, "open");
  return socket;
}

/** Resident memory of a process in megabytes, as `ps` tells it, once its debugger has swept up what is no longer needed. */
async function weigh(pid: number, inspectPort: number): Promise<number> {
  const targets: unknown = await (await fetch(`http://127.0.0.1:${inspectPort}/json/list`)).json();
  const [target] = z.array(z.object({ webSocketDebuggerUrl: z.url() })).parse(targets);
  const inspector = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  await once(inspector, "open");
  for (const id of [1, 2]) {
    inspector.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await once(inspector, "message");
  }
  inspector.terminate();
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / 1_000;
}
