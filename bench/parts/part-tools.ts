import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { startPostgres } from "../../tests/support/postgres-server.ts";
import { withPostgres } from "../ledger/stored-rows.ts";
import type { Extent } from "./rounds.ts";

/** What every part of the benchmark is given. */
export interface PartTools {
  readonly extent: Extent;
  /** Gone at the end. */
  readonly folder: string;
  readonly visitors: number;
  /** For the product's processes. */
  readonly nodeFlags: readonly string[];
  readonly say: (line: string) => void;
}

/** The ledger does not add up: what was measured is worth nothing. */
export class LedgerFault extends Error {}

/** Ends the run where `troubles` are not none. */
export function check(say: PartTools["say"], where: string, troubles: readonly string[]): void {
  if (troubles.length > 0) throw new LedgerFault(`The ledger of ${where} does not add up: ${troubles.join("; ")}`);
  say(`${where}: the ledger adds up`);
}

/** Starts a PostgreSQL that waits for the disk and remembers when each transaction was committed, for `work`. */
export async function onPostgres<Result>(work: (server: PostgresServer) => Promise<Result>): Promise<Result> {
  const server = await startPostgres({ durable: true });
  try {
    await withPostgres(server.url, (rows) => rows("ALTER SYSTEM SET track_commit_timestamp = on"));
    // Read at the start only.
    await (
      await server.interrupt()
    )();
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Makes an empty database; its address. */
export async function newDatabase(server: Pick<PostgresServer, "url">, name: string): Promise<string> {
  await withPostgres(server.url, (rows) => rows(`CREATE DATABASE ${name}`));
  return server.url.replace(/\/postgres$/u, `/${name}`);
}
