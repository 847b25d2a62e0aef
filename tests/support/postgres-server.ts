import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A real PostgreSQL of this run alone, on a free port of 127.0.0.1. */
export interface PostgresServer {
  /** Address of its maintenance database, as the superuser. */
  readonly url: string;
  /** Ends the server at once, as a crash would; returns the way to start it again. Only a `durable` one still has its last commits then. */
  interrupt(): Promise<() => Promise<void>>;
  /** Stops the server and removes its files; happens by itself when this process ends, however it ends. */
  stop(): Promise<void>;
}

/** Starts a server in a temporary folder. With `durable` it waits for the disk as in production, as a benchmark must. */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<PostgresServer> {
  const script = fileURLToPath(new URL("postgres-keeper.ts", import.meta.url));
  // Its own process group, so that ctrl-C reaches the keeper only as the end of its standard input.
  const keeper = spawn(process.execPath, [script, ...(options.durable === true ? ["--durable"] : [])], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(keeper, "exit");
  const lines = createInterface(keeper.stdout);
  const url = await Promise.race([
    once(lines, "line").then(([line]) => addressIn(line)),
    ended.then(() => Promise.reject(new Error("PostgreSQL did not start; the reason is printed above"))),
  ]);
  keeper.unref();
  const tell = async (order: "interrupt" | "resume"): Promise<void> => {
    const done = once(lines, "line");
    keeper.stdin.write(`${order}\n`);
    await done;
  };
  return {
    url,
    interrupt: async () => {
      await tell("interrupt");
      return () => tell("resume");
    },
    stop: async () => {
      keeper.ref();
      keeper.stdin.end();
      await ended;
    },
  };
}

function addressIn(line: unknown): string {
  return z.object({ url: z.string() }).parse(JSON.parse(z.string().parse(line))).url;
}
