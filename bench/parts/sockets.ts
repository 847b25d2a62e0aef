import { once } from "node:events";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { WebSocket } from "ws";
import { z } from "zod";
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

/** Opens idle sockets of the web chat, each with a visitor of its own, and weighs the server. */
export async function measureSockets(
  postgres: Pick<PostgresServer, "url">,
  { folder, say }: PartTools,
  sockets: number,
): Promise<SocketsPart> {
  const databaseUrl = await newDatabase(postgres, "sockets");
  const setting = { storage: { databaseUrl }, folder, visitors: 0, nodeFlags: ["--expose-gc"] };
  await (await startWebchat(setting)).stop();
  const begun = performance.now();
  const server = await startWebchat(setting);
  const startMs = performance.now() - begun;
  const before = await megabytesOf(server.pid);
  const open: WebSocket[] = [];
  while (open.length < sockets) {
    const batch = Array.from({ length: Math.min(BATCH, sockets - open.length) }, () => openSocket(server.port));
    open.push(...(await Promise.all(batch)));
  }
  const after = await megabytesOf(server.pid);
  const cut = open.filter(({ readyState }) => readyState !== WebSocket.OPEN).length;
  if (cut > 0) throw new Error(`${cut} of ${sockets} idle sockets were cut`);
  say(`sockets: ${sockets} are open`);
  const told = performance.now();
  await server.stop();
  const stopMs = performance.now() - told;
  for (const socket of open) socket.terminate();
  return { sockets, kilobytesEach: ((after - before) * 1_000) / sockets, megabytes: [before, after], startMs, stopMs };
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

/** Resident memory of a process, as `ps` tells it. */
async function megabytesOf(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / 1_000;
}
