import { once } from "node:events";
import { createHash } from "node:crypto";
import { mkdir, realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../errors.ts";

/** Longest path of a Unix socket on macOS; Linux allows four more. */
const LONGEST_SOCKET_PATH = 103;

/**
 * Keeps other processes off `folder` until the returned function is called or this process ends, however it ends: the lock
 * is a socket that this process listens on, so a lock without its process cannot be mistaken for one. Rejects with a `Fault`
 * (`store-in-use`) when another holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = await socketPath(folder);
  const server = (await listen(path)) ?? (await takeOver(path));
  if (!server)
    throw new Fault("store-in-use", `another process has ${folder} open; stop it, or set DATA_DIR to another folder`);
  server.unref();
  return async () => {
    server.close();
    await once(server, "close");
  };
}

async function socketPath(folder: string): Promise<string> {
  const inside = join(await realpath(folder), "in-use");
  if (process.platform !== "win32" && inside.length <= LONGEST_SOCKET_PATH) return inside;
  const name = `redress-${createHash("sha256").update(inside).digest("hex").slice(0, 32)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}

/** Undefined where the socket's file is there already. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(path);
    await once(server, "listening");
    return server;
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "EADDRINUSE") return undefined;
    throw error;
  }
}

/** The lock of a process that has ended without removing the socket's file. */
async function takeOver(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  return listen(path);
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
