import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { asFault } from "./faults.ts";

/** How long a lost listener waits before it connects again, at first and at most. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A listener hears nothing for long, so it asks whether the connection still stands. */
const PULSE_MS = 10_000;

/** Listens on a connection of its own, which is made again whenever it is lost. Rejects when the first cannot be made. */
export async function keepListening(
  databaseUrl: string,
  channel: string,
  hear: (text: string) => void,
  lookAgain: () => void,
): Promise<() => Promise<void>> {
  let client = await connect(databaseUrl, channel, hear);
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const watch = async (): Promise<void> => {
    await lossOf(client);
    const again = await connectAgain(() => connect(databaseUrl, channel, hear), isStopped);
    if (!again) return;
    client = again;
    if (isStopped()) return client.end();
    lookAgain();
    return watch();
  };
  void watch();
  return async () => {
    stopped = true;
    await client.end().catch(() => undefined);
  };
}

/** Tries until a connection stands; undefined when there is no more need. */
async function connectAgain(make: () => Promise<pg.Client>, isStopped: () => boolean): Promise<pg.Client | undefined> {
  for (let pause = FIRST_PAUSE_MS; !isStopped(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await make();
    } catch {
      // Still away: the next pause is longer.
      await setTimeout(pause, undefined, { ref: false });
    }
  }
  return undefined;
}

async function connect(databaseUrl: string, channel: string, hear: (text: string) => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    application_name: "redress listener",
  });
  client.on("notification", ({ payload }) => hear(payload ?? ""));
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw asFault(error);
  }
}

/** Resolves when the connection is gone, or has stopped answering. */
function lossOf(client: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    const pulse = setInterval(() => {
      client.query("SELECT 1").catch(() =>
        client
          .end()
          .catch(() => undefined)
          .finally(resolve),
      );
    }, PULSE_MS).unref();
    client.once("end", () => {
      clearInterval(pulse);
      resolve();
    });
  });
}
