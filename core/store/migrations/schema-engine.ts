import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

/** Prisma's own schema engine, compiled to WebAssembly: nothing is downloaded and no child process runs. */
export type SchemaEngine = engine.SchemaEngine;

/** Nothing is left out when schemas are compared. */
export const everything: engine.SchemaFilter = { externalTables: [], externalEnums: [] };

let started: Promise<void> | undefined;

/** An engine that reaches the database through `adapter`. Free it after use. */
export async function openSchemaEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  await (started ??= startEngine());
  const ignoreLog = (): void => undefined;
  return engine.SchemaEngine.new({ datamodels: undefined }, ignoreLog, bindMigrationAwareSqlAdapterFactory(adapter));
}

async function startEngine(): Promise<void> {
  // By hand, because importing a .wasm file is not yet a stable part of Node.
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(glue.replace(/\.js$/u, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": { ...engine, ...unrefTimers() },
  });
  engine.__wbg_set_wasm(instance.exports);
  const begin = instance.exports["__wbindgen_start"];
  if (typeof begin !== "function") throw new TypeError("the schema engine has no start");
  Reflect.apply(begin, undefined, []);
}

/** The engine never clears the timer that bounds its wait for a lock; the process must be able to end before it has run out. */
function unrefTimers(): WebAssembly.ModuleImports {
  const setUnrefTimeout = (callback: () => void, delay: number): NodeJS.Timeout => setTimeout(callback, delay).unref();
  const names = Object.keys(engine).filter((name) => name.startsWith("__wbg_setTimeout_"));
  return Object.fromEntries(names.map((name) => [name, setUnrefTimeout]));
}
