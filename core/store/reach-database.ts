import pg from "pg";
import { Fault } from "../errors.ts";
import { lockFolder } from "./lock-folder.ts";

/** Generous for a database across the country, short for a person who waits for an answer. */
const CONNECT_MS = 5_000;

/**
 * Tries to reach the database that a server would use, without migrating it: PostgreSQL by one query, the embedded one by taking
 * its folder and letting it go. Rejects with a `Fault` that says what is wrong and names no secret.
 */
export async function reachDatabase(place: {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}): Promise<void> {
  if (place.databaseUrl !== undefined) return reachPostgres(place.databaseUrl);
  const unlock = await lockFolder(place.dataDir);
  await unlock();
}

async function reachPostgres(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
  } catch (cause) {
    throw new Fault("store-unavailable", whyNot(cause), cause);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Codes of Node and of PostgreSQL (appendix A of its manual). */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at the host and port of DATABASE_URL",
  ENOTFOUND: "the host of DATABASE_URL does not exist",
  "28P01": "PostgreSQL refuses the user or the password of DATABASE_URL",
  "28000": "PostgreSQL refuses the user of DATABASE_URL",
  "3D000": "the database that DATABASE_URL names does not exist; create it",
};

function whyNot(cause: unknown): string {
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return REASONS[String(code)] ?? "PostgreSQL does not answer at DATABASE_URL";
}
