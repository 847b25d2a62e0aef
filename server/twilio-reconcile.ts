import { parseArgs } from "node:util";
import type { Reconciled } from "../bots/twilio/index.ts";
import type { Channel } from "../core/channel/channel.ts";
import { loadConfig } from "../core/config.ts";
import type { Config } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { silentMeter } from "../core/meter.ts";
import { openParts } from "../core/open-parts.ts";
import { createRedress } from "../core/redress.ts";
import { createLog } from "./create-log.ts";
import { openSeparately } from "./open-doors.ts";

const USAGE = `npm run twilio:reconcile [-- --hours 24]

Asks Twilio what customers wrote in the last hours and takes in what never arrived here. The running servers do so every five minutes; run it
after a long outage, or to be sure. What arrived before has no second effect. Answers are sent by the servers.
`;

const hourMs = 60 * 60_000;

/** Twilio keeps messages for longer; but more than this at once is a matter for people. */
const mostHours = 24 * 30;

/** Looks back `hours`; undefined where a server is at it this very moment. Rejects with a `Fault` that says what does not work. */
export async function reconcileTwilio(config: Config, log: Log, hours: number): Promise<Reconciled | undefined> {
  if (config.twilio?.whatsappFrom === undefined && config.twilio?.smsFrom === undefined)
    throw new Fault("twilio-unset", "set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and a number to send from");
  const parts = await openParts(config, log, silentMeter);
  try {
    const channels: Channel[] = [];
    const redress = await createRedress(parts, () => channels);
    const url = config.publicUrl ?? "http://localhost";
    const { doors, twilio } = await openSeparately({ config, parts, redress, meter: silentMeter, url });
    channels.push(...doors.map(({ channel }) => channel));
    return await twilio?.reconcile(hours * hourMs);
  } finally {
    await parts.store.close();
  }
}

/** What the run came to, for people. */
export function tellReconciled(done: Reconciled | undefined): string {
  if (done === undefined) return "A server is at it at this moment: nothing was done here.";
  return `Twilio lists ${String(done.listed)} messages of customers; each is here now.`;
}

/** The command: what it came to, or what does not work. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { hours: { type: "string", default: "24" }, help: { type: "boolean", default: false } },
  });
  const hours = Number(values.hours);
  if (values.help) process.stdout.write(USAGE);
  else if (!(hours > 0 && hours <= mostHours)) {
    process.stderr.write(`--hours takes a number up to ${String(mostHours)}.\n`);
    process.exitCode = 2;
  } else {
    const config = loadConfig();
    const done = await reconcileTwilio(config, createLog(config.logLevel), hours);
    process.stdout.write(`${tellReconciled(done)}\n`);
  }
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
