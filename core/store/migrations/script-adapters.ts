import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type pg from "pg";

/*
 * Prisma's adapters, with scripts that run whole. Its own for PostgreSQL cuts a script at every semicolon, even inside a
 * function's body; the one for PGlite returns before the script has run, so that a failing migration would count as applied.
 * A whole script is also one transaction: a migration that fails half-way leaves nothing behind.
 */

/** For migrating a PostgreSQL database. */
export function pgAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withScripts(await factory.connect(), (script) => pool.query(script)),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

/** For migrating a PGlite database. */
export function pgliteAdapter(client: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(client);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => connectPglite(client),
    connectToShadowDb: async () => {
      const shadow = await PGlite.create();
      return Object.assign(await connectPglite(shadow), { dispose: () => shadow.close() });
    },
  };
}

async function connectPglite(client: PGlite): Promise<SqlDriverAdapter> {
  const run = (script: string) => client.transaction((transaction) => transaction.exec(script));
  return withScripts(await new PrismaPGlite(client).connect(), run);
}

function withScripts(adapter: SqlDriverAdapter, run: (script: string) => Promise<unknown>): SqlDriverAdapter {
  const executeScript = async (script: string): Promise<void> => {
    await run(script);
  };
  return Object.assign(adapter, { executeScript });
}
