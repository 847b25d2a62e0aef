import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../../tests/support/free-port.ts";
import { ServerProcess } from "../../tests/support/server-process.ts";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";

/** The product, and the peer that it is compared with. */
export type BotKind = "redress" | "telegraf";

export const SECRET_KEY = "b7Qx2nVt9LsKw4Zr8Yc3Hm6Jp1Dg5FaE0uTiRoPk";
export const WEBHOOK_SECRET = "a-webhook-secret-of-the-faults-alone";
/** The address that the world would see; `reach` of the fake leads it to the front. */
export const PUBLIC_URL = "https://complaints.example.com";

/** A bot as a process of its own, that can be killed and started again on the same port. */
export interface Bot {
  readonly url: string;
  start(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** As operators do. */
  stop(): Promise<unknown>;
  /** Stops it in its tracks; the way to let it go on. */
  freeze(): () => void;
  close(): Promise<unknown>;
}

export function prepareBot(kind: BotKind, databaseUrl: string, telegram: FakeTelegram): Promise<Bot> {
  return kind === "redress" ? prepareRedress(databaseUrl, telegram) : prepareTelegraf(databaseUrl, telegram);
}

async function prepareRedress(databaseUrl: string, telegram: FakeTelegram): Promise<Bot> {
  return ServerProcess.prepare({
    DATABASE_URL: databaseUrl,
    SECRET_KEY,
    PUBLIC_URL,
    LOG_LEVEL: "error",
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MESSAGES_PER_SECOND: "10000",
    WEBCHAT_POSTS_PER_MINUTE: "1000000",
  });
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How long a supervisor waits before it starts a process again that has ended by itself. */
const AGAIN_MS = 500;

/** A bot that ends by itself is started again, as every supervisor does. */
async function prepareTelegraf(databaseUrl: string, telegram: FakeTelegram): Promise<Bot> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let isWanted = false;
  const start = async (): Promise<void> => {
    isWanted = true;
    const started = startScript(port, databaseUrl, telegram);
    child = started;
    started.once("exit", () => {
      setTimeout(() => {
        if (isWanted && child === started) start().catch(() => undefined);
      }, AGAIN_MS);
    });
    await Promise.race([
      once(createInterface(started.stdout), "line"),
      once(started, "exit").then(() => Promise.reject(new Error("telegraf did not start"))),
    ]);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    isWanted = false;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    freeze: () => frozen(child),
    close: () => end("SIGKILL"),
  };
}

function startScript(port: number, databaseUrl: string, telegram: FakeTelegram) {
  return spawn(process.execPath, ["bench/peers/telegraf.ts"], {
    cwd: root,
    // Its own warnings while faults are on are no part of the report.
    stdio: ["pipe", "pipe", "ignore"],
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
  });
}

function frozen(child: ChildProcess | undefined): () => void {
  child?.kill("SIGSTOP");
  return () => void child?.kill("SIGCONT");
}
