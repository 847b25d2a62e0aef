import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startScript } from "./processes.ts";
import type { Listening } from "./processes.ts";

/** What one would build instead, by the name of its script in `bench/peers`. */
export const peerNames = ["telegraf", "grammy", "chat-sdk"] as const;

export type PeerName = (typeof peerNames)[number];

/** The secret that a peer's webhook asks for. */
export const PEER_SECRET = "a-webhook-secret-of-the-benchmark";
const folder = fileURLToPath(new URL("../peers", import.meta.url));

/** Installs what the peers need, from their own lock file: too large for every installation. */
export async function installPeers(): Promise<void> {
  if (existsSync(`${folder}/node_modules/telegraf`)) return;
  await promisify(execFile)("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/** Starts a peer that answers Telegram's webhook on its port and calls the Bot API at `apiRoot`. */
export function startPeer(
  name: PeerName,
  databaseUrl: string,
  apiRoot: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  return startScript(`bench/peers/${name}.ts`, [], {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_WEBHOOK_SECRET: PEER_SECRET,
    ...more,
  });
}
