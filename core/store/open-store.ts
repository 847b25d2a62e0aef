import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { Ids } from "../ports.ts";
import { lockFolder } from "./lock-folder.ts";
import { migrate, migratePglite } from "./migrate.ts";
import { createPool, pgDatabase } from "./sql/pg-database.ts";
import { pgliteDatabase } from "./sql/pglite-database.ts";
import { createPrisma } from "./sql/prisma.ts";
import { sqlStore } from "./sql/sql-store.ts";
import type { Store } from "./store.ts";

export interface StoreOptions {
  /** PostgreSQL; unset: PGlite in `dataDir`. */
  readonly databaseUrl?: string;
  /** Folder of PGlite's files, made if it is missing; unset as well: PGlite in memory. */
  readonly dataDir?: string;
  readonly ids: Ids;
  /** Told of trouble that no caller waits for, such as a timer's; the default ignores it. */
  readonly report?: (error: Error) => void;
}

/**
 * Opens the store and brings its database to this program's schema. Rejects with a `Fault`: `store-unavailable` when the
 * database does not answer, `store-in-use` when another process has the folder open, `migration-failed`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir, ids, report = () => undefined } = options;
  if (databaseUrl === undefined) return openPglite(dataDir, ids, report);
  await migrate(databaseUrl);
  const pool = createPool(databaseUrl);
  const database = pgDatabase(pool, databaseUrl);
  const prisma = createPrisma(new PrismaPg(pool));
  return sqlStore({ database, prisma, backend: "postgres", ids, report });
}

async function openPglite(dataDir: string | undefined, ids: Ids, report: (error: Error) => void): Promise<Store> {
  const unlock = dataDir === undefined ? undefined : await lockFolder(dataDir);
  try {
    const client = await PGlite.create(dataDir === undefined ? {} : { dataDir: await databaseFolder(dataDir) });
    // Prisma's adapters read timestamps as if they were UTC.
    await client.exec("SET TIME ZONE 'UTC'");
    await migratePglite(client);
    const parts = { database: pgliteDatabase(client), prisma: createPrisma(new PrismaPGlite(client)), ids, report };
    return sqlStore({ ...parts, backend: "pglite", ...(unlock && { afterClose: unlock }) });
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

async function databaseFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, "database");
  await mkdir(folder, { recursive: true });
  return folder;
}
