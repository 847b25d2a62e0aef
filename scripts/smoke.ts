/**
 * The newcomer's way, as the README gives it: `npm start` with nothing configured and no data answers `/healthz` and is
 * gone after SIGTERM; a second start on the data of the first does the same and ends with exit code 0. Exits with 1,
 * and prints what the server printed, when one of them does not.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Generous, for slow machines: the product's own aim, up in 3 s, is measured by the benchmark. */
const START_LIMIT_MS = 120_000;
/** The server promises to be gone 10 s after SIGTERM; npm and the machine get a little more. */
const STOP_LIMIT_MS = 15_000;

const folder = await mkdtemp(join(tmpdir(), "redress-smoke-"));
try {
  await startAndStop("npm", ["start"]);
  const code = await startAndStop(process.execPath, ["server/main.ts"]);
  if (code !== 0) throw new Error(`The server ended with ${code ?? "a signal"} on SIGTERM, not with 0`);
  process.stdout.write("npm start: up, healthy and cleanly stopped, twice on the same data\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Returns the exit code, or null when a signal ended the command itself, as it does npm. */
async function startAndStop(command: string, args: readonly string[]): Promise<number | null> {
  const port = await freePort();
  const child = spawn(command, args, {
    // A group of its own: signals reach npm and the server alike, as from a terminal, and nothing outlives this check.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...bareEnvironment(), PORT: String(port), DATA_DIR: folder },
  });
  let printed = "";
  for (const output of [child.stdout, child.stderr]) {
    output.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  }
  try {
    await healthy(child, port);
    // "close" comes when every process that holds the output is gone, the server included.
    const ended = once(child, "close");
    signal(child, "SIGTERM");
    const inTime = await Promise.race([ended.then(() => true), wait(STOP_LIMIT_MS, false, { ref: false })]);
    if (!inTime) throw new Error(`Still running ${STOP_LIMIT_MS} ms after SIGTERM`);
    return child.exitCode;
  } catch (error) {
    process.stderr.write(printed);
    throw error;
  } finally {
    signal(child, "SIGKILL");
  }
}

async function healthy(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Ended with ${child.exitCode} before it was healthy`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await wait(100);
  }
  throw new Error(`/healthz did not answer within ${START_LIMIT_MS} ms`);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // Nobody of the group is left.
  }
}

/** The environment without the product's own variables, as a newcomer has it. */
function bareEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(["PATH", "HOME", "TMPDIR", "LANG"].map((name) => [name, process.env[name]]));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}
