import { join } from "node:path";
import type { FileStore } from "./attachment/attachment.ts";
import { diskFileStore } from "./attachment/disk-file-store.ts";
import { s3FileStore } from "./attachment/s3-file-store.ts";
import { scanWithClamd } from "./attachment/scan-with-clamd.ts";
import type { Config } from "./config.ts";
import { derivedKey } from "./config/secret-key.ts";
import type { Log } from "./log.ts";
import type { Meter } from "./meter.ts";
import { loadProfile } from "./organisation/profile.ts";
import type { LoadedProfile } from "./organisation/profile.ts";
import type { RedressParts } from "./redress.ts";
import { keepSettings } from "./settings/keep-settings.ts";
import type { SettingsKeeper } from "./settings/keep-settings.ts";
import { createSecretHasher } from "./staff/secret-hasher.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";
import { createStartLinks } from "./turn/start-links.ts";
import { systemPorts } from "./system.ts";
import type { SystemPorts } from "./system.ts";

/**
 * Opens what the configuration names: the database (brought to this program's schema), the place for files, the organisation's profile, the
 * scanner. Rejects with a `Fault` that says what does not work. `ports` is the real clock and chance unless given.
 */
export async function openParts(
  config: Config,
  log: Log,
  meter: Meter,
  ports: SystemPorts = systemPorts(),
): Promise<RedressParts> {
  const report = (fault: unknown, about: Readonly<Record<string, string>> = {}): void => {
    log.error(about, "fault beside a turn", fault);
  };
  const profile = loadProfile(config.organisation);
  const store = await openStore({
    ...(config.databaseUrl === undefined ? { dataDir: config.dataDir } : { databaseUrl: config.databaseUrl }),
    ids: ports.ids,
    report,
  });
  const settings = await keepOrClose(store, profile, ports, log);
  return {
    store,
    ports,
    organisation: settings.organisation,
    renewSettings: settings.renew,
    hasher: createSecretHasher(derivedKey(config.secretKey, "pepper")),
    startLinks: createStartLinks(derivedKey(config.secretKey, "start-links")),
    files: openFiles(config),
    scan: config.scanner === undefined ? undefined : scanWithClamd(config.scanner.host, config.scanner.port),
    meter,
    report,
  };
}

/** The settings in force; a store whose settings cannot be read is let go of. */
async function keepOrClose(
  store: Store,
  profile: LoadedProfile,
  { clock }: SystemPorts,
  log: Log,
): Promise<SettingsKeeper> {
  const warn = (parts: readonly string[]): void =>
    log.warn(
      { parts: parts.join(", ") },
      "the organisation's profile file was edited where the desk's settings stand: they stay in force",
    );
  try {
    return await keepSettings({ store, clock, warn }, profile);
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

/** The place for files that the configuration names: a bucket, or a folder beside the embedded database. */
export function openFiles(config: Pick<Config, "objectStorage" | "dataDir">): FileStore {
  return config.objectStorage === undefined
    ? diskFileStore(join(config.dataDir, "files"))
    : s3FileStore(config.objectStorage);
}
