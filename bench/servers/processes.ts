import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { freePort } from "../../tests/support/free-port.ts";
import { resultSchema } from "../load/plan.ts";
import type { LoadPlan, LoadResult } from "../load/plan.ts";

/** A process of the benchmark that listens on a port. */
export interface Listening {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_LIMIT_MS = 60_000;
const running = new Set<ChildProcess>();
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one round of load in a process of its own. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const child = spawn(process.execPath, ["bench/load/main.ts"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(plan));
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (child.exitCode !== 0) throw new Error(`The load ended with ${String(child.exitCode)}`);
  return resultSchema.parse(JSON.parse(printed));
}

/** Ends whatever still runs, for a benchmark that fails half-way. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...running].map((child) => ended(child, () => child.kill("SIGTERM"))));
}

/** Starts the floor on PostgreSQL at a URL, or on PGlite in a folder. */
export function startFloor(kind: "postgres" | "pglite", place: string): Promise<Listening> {
  return startScript("bench/servers/floor-server.ts", [kind, place]);
}

/** Starts a script that prints its port as a line of JSON and ends with its standard input. */
export async function startScript(
  script: string,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env["PATH"] ?? "", ...variables },
  });
  keep(child);
  const line = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(() => Promise.reject(new Error(`${script} did not start; the reason is printed above`))),
  ]);
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(z.tuple([z.string()]).parse(line)[0]));
  return { port, pid: child.pid ?? 0, stop: () => ended(child, () => child.stdin.end()) };
}

/** Starts the product as an operator does, with these variables and no others; its log goes to `logFile`. */
export async function startProduct(
  variables: Readonly<Record<string, string>>,
  logFile: string,
  nodeFlags: readonly string[],
): Promise<Listening> {
  const port = variables["PORT"] === undefined ? await freePort() : Number(variables["PORT"]);
  const child = spawn(process.execPath, [...nodeFlags, "server/main.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env["PATH"] ?? "", PUBLIC_URL: `http://127.0.0.1:${port}`, ...variables, PORT: String(port) },
  });
  keep(child);
  child.stdout.pipe(createWriteStream(logFile));
  await ready(child, port);
  return { port, pid: child.pid ?? 0, stop: () => ended(child, () => child.kill("SIGTERM")) };
}

function keep(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  end();
  await exit;
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_LIMIT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it was ready`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await wait(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The server was not ready within ${READY_LIMIT_MS} ms`);
}
