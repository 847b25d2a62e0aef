import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm/schema_engine_bg";

/** The standard folders of a Prisma project, so that Prisma's own tools find them too. */
const prismaFolder = fileURLToPath(new URL("../../../prisma/", import.meta.url));
export const migrationsFolder = join(prismaFolder, "migrations");

/** Names of the migrations, in the order in which they are applied. */
export async function migrationNames(folder = migrationsFolder): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The migrations as the schema engine wants them. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const names = await migrationNames(folder);
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: await readSql(folder, path) } },
    })),
  );
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir: folder, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/** `prisma/schema.prisma` as the schema engine wants it. */
export async function readSchema(): Promise<SchemasContainer> {
  const path = join(prismaFolder, "schema.prisma");
  return { files: [{ path, content: await readFile(path, "utf8") }] };
}

async function readSql(folder: string, migration: string): Promise<string> {
  return readFile(join(folder, migration, "migration.sql"), "utf8");
}
