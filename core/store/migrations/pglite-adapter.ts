import { PGlite } from "@electric-sql/pglite";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

/**
 * The adapter for PGlite, with scripts that are waited for: the library's own returns before the script has run, so that a
 * failing migration would count as applied.
 */
export function pgliteAdapter(client: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(client);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => waitingForScripts(client),
    connectToShadowDb: async () => {
      const shadow = await PGlite.create();
      return Object.assign(await waitingForScripts(shadow), { dispose: () => shadow.close() });
    },
  };
}

async function waitingForScripts(client: PGlite): Promise<SqlDriverAdapter> {
  const executeScript = async (script: string): Promise<void> => {
    await client.exec(script);
  };
  return Object.assign(await new PrismaPGlite(client).connect(), { executeScript });
}
