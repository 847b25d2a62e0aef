import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migrationsFolder, readMigrations, readSchema } from "./migration-folder.ts";
import { pgliteAdapter } from "./script-adapters.ts";
import { everything, openSchemaEngine } from "./schema-engine.ts";

/**
 * The SQL that takes a database with all migrations of `folder` to `prisma/schema.prisma`; undefined where they agree.
 * Reckoned in a PGlite of its own: no server is needed.
 */
export async function missingMigration(folder = migrationsFolder): Promise<string | undefined> {
  const scratch = await PGlite.create();
  const engine = await openSchemaEngine(pgliteAdapter(scratch));
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "migrations", ...(await readMigrations(folder)) },
      to: { tag: "schemaDatamodel", ...(await readSchema()) },
      script: true,
      exitCode: true,
      filters: everything,
    });
    // As `prisma migrate diff --exit-code` has it: 0 no difference, 2 a difference.
    return exitCode === 2 ? (stdout ?? undefined) : undefined;
  } finally {
    engine.free();
    await scratch.close();
  }
}

/** Writes the next migration into the standard folder and returns its name; undefined where there is nothing to migrate. */
export async function writeMigration(name: string, now: Date, folder = migrationsFolder): Promise<string | undefined> {
  const script = await missingMigration(folder);
  if (script === undefined) return undefined;
  const stamp = now.toISOString().replace(/\D/gu, "").slice(0, 14);
  const directory = `${stamp}_${name}`;
  await mkdir(join(folder, directory), { recursive: true });
  await writeFile(join(folder, directory, "migration.sql"), script);
  return directory;
}
