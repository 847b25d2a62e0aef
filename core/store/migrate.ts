import type { PGlite } from "@electric-sql/pglite";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { z } from "zod";
import { Fault } from "../errors.ts";
import { asFault } from "./sql/faults.ts";
import { migrationNames, readMigrations } from "./migrations/migration-folder.ts";
import { pgAdapter, pgliteAdapter } from "./migrations/script-adapters.ts";
import { everything, openSchemaEngine } from "./migrations/schema-engine.ts";

/** Any number that nothing else in the database uses as an advisory lock. */
const MIGRATION_LOCK = 4_020_991;

/**
 * Brings the PostgreSQL database at `databaseUrl` to the schema of this program. Of several processes that start at once one
 * migrates while the others wait. Rejects with a `Fault` (`migration-failed`) that names the migration.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const guard = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A connection that is cut is told of in the answer to the next statement; without a listener it would end the process.
  guard.on("error", () => undefined);
  await guard.connect().catch((error: unknown) => {
    throw asFault(error);
  });
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await appliedMigrations(async (text) => (await guard.query<Record<string, unknown>>(text)).rows);
    if (!(await anyMissing(applied))) return;
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    pool.on("error", () => undefined);
    await applyMigrations(pgAdapter(pool)).finally(() => pool.end());
  } finally {
    // Ends the lock with the connection.
    await guard.end();
  }
}

/** The same for a PGlite database, which has one process and so needs no lock. */
export async function migratePglite(client: PGlite): Promise<void> {
  const applied = await appliedMigrations(async (text) => (await client.query(text)).rows);
  if (await anyMissing(applied)) await applyMigrations(pgliteAdapter(client));
}

/** Names of this program's migrations that the database has not seen. */
export async function pendingMigrations(
  query: (text: string) => Promise<readonly unknown[]>,
): Promise<readonly string[]> {
  const applied = await appliedMigrations(query);
  return (await migrationNames()).filter((name) => !applied.has(name));
}

const appliedSchema = z.object({ migration_name: z.string() });

async function anyMissing(applied: ReadonlySet<string>): Promise<boolean> {
  return (await migrationNames()).some((name) => !applied.has(name));
}

async function appliedMigrations(query: (text: string) => Promise<readonly unknown[]>): Promise<ReadonlySet<string>> {
  const [table] = await query(
    "SELECT relname AS migration_name FROM pg_class WHERE oid = to_regclass('public._prisma_migrations')",
  );
  if (table === undefined) return new Set();
  const rows = await query(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Set(rows.map((row) => appliedSchema.parse(row).migration_name));
}

async function applyMigrations(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<void> {
  const engine = await openSchemaEngine(adapter);
  try {
    await engine.applyMigrations({ migrationsList: await readMigrations(), filters: everything });
  } catch (error) {
    throw new Fault("migration-failed", "the database could not be brought to this program's schema", error);
  } finally {
    engine.free();
  }
}
