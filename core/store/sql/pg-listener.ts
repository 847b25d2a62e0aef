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
  const listener = { stopped: false, client: await connect(databaseUrl, channel, hear) };
  const watch = async (): Promise<void> => {
    await lossOf(listener.client);
    for (let pause = FIRST_PAUSE_MS; !listener.stopped; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      if (listener.stopped) return;
      try {
        listener.client = await connect(databaseUrl, channel, hear);
        lookAgain();
        void watch();
        return;
      } catch {
        // Still away: the next pause is longer.
      }
    }
  };
  void watch();
  return async () => {
    listener.stopped = true;
    await listener.client.end().catch(() => undefined);
  };
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
