import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";

/** Where all peers take updates. */
export const HOOK_PATH = "/telegram/webhook";
export const BOT_TOKEN = process.env["TELEGRAM_BOT_TOKEN"] ?? "110201543:benchmark-of-loopback-alone";
export const SECRET = process.env["TELEGRAM_WEBHOOK_SECRET"] ?? "";
export const API_ROOT = process.env["TELEGRAM_API_ROOT"] ?? "";
/** What getMe tells, preset as both frameworks advise for webhooks. */
export const BOT_INFO = {
  id: 110201543,
  is_bot: true,
  first_name: "Complaints",
  username: "complaints_bot",
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
} as const;

/** Listens on PORT, prints it as a line of JSON, and ends with its standard input. */
export async function serve(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(Number(process.env["PORT"] ?? 0), "127.0.0.1");
  await once(server, "listening");
  process.stdout.write(`${JSON.stringify(server.address())}\n`);
  process.stdin.on("close", () => process.exit(0)).resume();
}
