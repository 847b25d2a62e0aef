import { ConfigFault, loadConfig } from "../core/config.ts";
import type { Config } from "../core/config.ts";
import type { Log } from "../core/log.ts";
import { createLog } from "./create-log.ts";
import { startServer } from "./start.ts";
import type { RunningServer } from "./start.ts";

/** What SIGTERM may take in all; then the process ends as it is. */
const STOP_MS = 10_000;

/** Starts the server, and ends the process with 1 where it cannot start. */
async function main(): Promise<void> {
  const config = configOrExit();
  const log = createLog(config.logLevel);
  process.on("uncaughtException", (fault) => die(log, "uncaught exception", fault));
  process.on("unhandledRejection", (fault) => die(log, "unhandled rejection", fault));
  try {
    const server = await startServer(config, log);
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop(server, log, signal));
    log.info({ mode: config.mode, channels: server.channels.join(" ") }, "listening");
    tellWhereToClick(server);
  } catch (fault) {
    die(log, "the server cannot start", fault);
  }
}

function configOrExit(): Config {
  try {
    return loadConfig();
  } catch (fault) {
    if (!(fault instanceof ConfigFault)) throw fault;
    process.stderr.write(`${fault.message}\n`);
    process.exit(1);
  }
}

/** Nothing can be trusted after a fault that nobody expected: whoever watches the process starts a new one. */
function die(log: Log, event: string, fault: unknown): never {
  log.fatal({}, event, fault);
  process.exit(1);
}

function stop(server: RunningServer, log: Log, signal: string): void {
  log.info({ signal }, "stopping");
  const cutOff = setTimeout(() => die(log, "the server did not stop in time", undefined), STOP_MS - 500);
  cutOff.unref();
  server.stop().then(
    () => process.exit(0),
    (fault: unknown) => die(log, "the server did not stop cleanly", fault),
  );
}

/** For people, on a terminal or in a file: the link opens the door once, and is no line of the log. */
function tellWhereToClick({ url, firstLink, outbox }: RunningServer): void {
  const lines = [
    "",
    `Redress is running.`,
    "",
    `  Customers   ${url}/`,
    `  Web chat    ${url}/chat`,
    `  Desk        ${url}/desk`,
    `  Staff API   ${url}/api/openapi.json`,
  ];
  if (outbox !== undefined) lines.push(`  SMS         ${outbox}`);
  if (firstLink !== undefined) {
    lines.push(
      "",
      "Nobody can sign in yet. The first administrator sets a password with this link; it works once:",
      "",
      `  ${firstLink}`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n\n`);
}

await main();
