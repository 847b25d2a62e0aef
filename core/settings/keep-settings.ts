import { z } from "zod";
import { ConcurrentChange, Fault } from "../errors.ts";
import { languages } from "../language/language.ts";
import { overrideTexts } from "../language/say.ts";
import type { TextOverrides } from "../language/text-overrides.ts";
import { liveOrganisation } from "../organisation/live-organisation.ts";
import type { Organisation } from "../organisation/organisation.ts";
import { readProfile } from "../organisation/profile.ts";
import type { LoadedProfile, WrongPart } from "../organisation/profile.ts";
import type { Clock } from "../ports.ts";
import type { SettingsVersion } from "../store/settings-version.ts";
import type { Store } from "../store/store.ts";
import { keysInUse } from "./keys-in-use.ts";
import { profileContent, takeOverFile } from "./profile-content.ts";
import type { ProfileContent } from "./profile-content.ts";
import { sayable } from "./text-rules.ts";

/** The settings in force, kept at hand so that no turn has to load them. */
export interface SettingsKeeper {
  /** Its fields are always those of the newest version that this process knows. */
  readonly organisation: Organisation;
  /** Somebody saved something: takes over what is newer. */
  readonly renew: () => Promise<void>;
}

/** What the keeper stands on. */
export interface KeeperTools {
  readonly store: Pick<Store, "settings" | "complaints" | "staff">;
  readonly clock: Clock;
  /** Told once of what the edited profile file could not bring into force. */
  readonly warn: (parts: readonly string[]) => void;
}

/** Loads the settings; brings what was edited in the profile file since it was last read into force: docs/adr/0110. */
export async function keepSettings(tools: KeeperTools, loaded: LoadedProfile): Promise<SettingsKeeper> {
  const first = await takeOver(tools, loaded);
  const inForce = { version: first.version, organisation: organisationOf(first), textsVersion: -1 };
  const keeper: SettingsKeeper = {
    organisation: liveOrganisation(() => inForce.organisation),
    renew: async () => {
      const [profile, texts] = await Promise.all([
        tools.store.settings.current("profile"),
        tools.store.settings.current("texts"),
      ]);
      // Two changes may be read in the other order.
      const textsVersion = texts?.version ?? 0;
      if (textsVersion > inForce.textsVersion) {
        overrideTexts(sayable(textsOf(texts)));
        inForce.textsVersion = textsVersion;
      }
      if (profile === undefined || profile.version <= inForce.version) return;
      inForce.organisation = organisationOf(profile);
      inForce.version = profile.version;
    },
  };
  await keeper.renew();
  return keeper;
}

const textsSchema = z.partialRecord(z.enum(languages), z.record(z.string(), z.string()));

/** The organisation's own texts as they were saved; none where nothing was. */
export function textsOf(stored: Pick<SettingsVersion, "content"> | undefined): TextOverrides {
  return stored === undefined ? {} : textsSchema.parse(stored.content);
}

function organisationOf({ content, version }: Pick<SettingsVersion, "content" | "version">): Organisation {
  const reading = readProfile(profileContent(content).profile);
  if (reading.ok) return reading.organisation;
  throw new Fault(
    "settings-profile",
    [`version ${String(version)} of the profile cannot be used:`, ...reading.problems].join("\n- "),
  );
}

/** The version in force once the file has been read. */
async function takeOver(tools: KeeperTools, { written }: LoadedProfile): Promise<SettingsVersion> {
  const stored = await tools.store.settings.current("profile");
  if (stored === undefined) return save(tools, 1, { profile: written, file: written });
  const known = profileContent(stored.content);
  const next = takeOverFile(known, written);
  if (isSame(next.file, known.file)) return stored;
  const wrong = await wrongWith(tools, known, next);
  if (wrong.length === 0) {
    if (next.kept !== undefined) tools.warn(next.kept);
    return save(tools, stored.version + 1, next);
  }
  tools.warn(wrong.map(({ path, code }) => `${path} (${code})`));
  return stored;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function wrongWith(
  { store }: KeeperTools,
  known: ProfileContent,
  next: ProfileContent,
): Promise<readonly WrongPart[]> {
  const [before, after] = [readProfile(known.profile), readProfile(next.profile)];
  if (!after.ok) return after.fields;
  return before.ok ? keysInUse(store, before.organisation, after.organisation) : [];
}

async function save({ store, clock }: KeeperTools, version: number, content: ProfileContent): Promise<SettingsVersion> {
  try {
    await store.settings.save({ section: "profile", version, content, savedBy: "file", savedAt: clock.now() });
  } catch (error) {
    // Another process of the same installation started at the same moment.
    if (!(error instanceof ConcurrentChange)) throw error;
  }
  const saved = await store.settings.current("profile");
  if (saved === undefined) throw new Fault("settings-missing", "the profile was not kept");
  return saved;
}
