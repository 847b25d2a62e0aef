import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const READY_MS = 60_000;

/** The product as operators run it: a process of its own that can be killed and started again. */
export class ServerProcess {
  readonly url: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #output = "";

  private constructor(port: number, folder: string, environment: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#environment = {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: join(folder, "data"),
      ...environment,
    };
  }

  /** A free port and an empty folder for its files; `environment` says the rest. */
  static async prepare(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
    return new ServerProcess(await freePort(), await mkdtemp(join(tmpdir(), "redress-server-")), environment);
  }

  /** Everything that it has printed, over all its lives. */
  get output(): string {
    return this.#output;
  }

  /** The token in the link that the first start prints. */
  get firstToken(): string {
    return /\/desk\/first\?token=(\S+)/u.exec(this.#output)?.[1] ?? "";
  }

  /** Comes back when it answers. */
  async start(): Promise<void> {
    // In a folder without `.env`: what a developer has set there is no part of a test.
    const child = spawn(process.execPath, [join(root, "server/main.ts")], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.#output += text));
    }
    const before = this.#output.length;
    const limit = Date.now() + READY_MS;
    while (!this.#output.slice(before).includes("Redress is running.")) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > limit)
        throw new Error(`The server did not start:\n${this.#output}`);
      await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it in its tracks, as a machine does that has something else to do; the way to let it go on. */
  freeze(): () => void {
    const child = this.#process;
    child?.kill("SIGSTOP");
    return () => void child?.kill("SIGCONT");
  }

  /** Ends it as operators do; the exit code. */
  stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  /** Ends it as operators do, and takes its files away; the exit code. */
  async close(): Promise<number | null> {
    const code = await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
    return code;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }
}
