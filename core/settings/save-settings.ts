import { ConcurrentChange, refused } from "../errors.ts";
import type { Refusal } from "../errors.ts";
import { setTimeZone } from "../calendar/edit-calendar.ts";
import type { Organisation } from "../organisation/organisation.ts";
import { readProfile } from "../organisation/profile.ts";
import type { WrongPart } from "../organisation/profile.ts";
import type { Clock } from "../ports.ts";
import type { Agent } from "../staff/agent.ts";
import type { SettingsSection, SettingsVersion } from "../store/settings-version.ts";
import type { Store } from "../store/store.ts";
import { readReplies, withMoments } from "./canned-replies.ts";
import type { CannedReply } from "./canned-replies.ts";
import { textsOf } from "./keep-settings.ts";
import { keysInUse } from "./keys-in-use.ts";
import { profileContent } from "./profile-content.ts";
import { wrongOverrides } from "./text-rules.ts";
import { z } from "zod";
import { languages } from "../language/language.ts";

/** What saving stands on. */
export interface SettingsTools {
  readonly store: Pick<Store, "settings" | "complaints" | "staff" | "calendars" | "audit">;
  readonly clock: Clock;
  readonly organisation: Organisation;
  /** Brings what was saved into force in this process at once; the others hear of it. */
  readonly renewSettings?: () => Promise<void>;
}

/** A change as it is asked for. */
export interface SettingsChange {
  readonly section: SettingsSection;
  /** The version that was looked at; 0 where there was none. */
  readonly version: number;
  /** As `shownContent` gives it. */
  readonly content: unknown;
  readonly note?: string;
}

export type SavedSettings =
  | { readonly ok: true; readonly version: SettingsVersion }
  | { readonly ok: false; readonly refusal: Refusal; readonly fields?: readonly WrongPart[] };

/** Saves the next version of a section, where nobody was faster and everything in it makes sense; it is in force when this resolves. */
export async function saveSettings(tools: SettingsTools, change: SettingsChange, by: Agent): Promise<SavedSettings> {
  const { section, note } = change;
  const current = await tools.store.settings.current(section);
  if ((current?.version ?? 0) !== change.version) return refused("staff.settings_changed_meanwhile");
  const checked = await checkSettings(tools, section, change.content, current);
  if (!checked.ok) return { ...refused("staff.settings_wrong"), fields: checked.fields };
  const version: SettingsVersion = {
    section,
    version: change.version + 1,
    content: checked.content,
    savedBy: by.id,
    savedAt: tools.clock.now(),
    ...(note === undefined ? {} : { note }),
  };
  if (!(await wasKept(tools, version))) return refused("staff.settings_changed_meanwhile");
  await tools.store.audit.append({
    at: version.savedAt,
    actor: by.id,
    action: "settings.save",
    subject: `settings ${section}`,
    facts: { version: version.version },
  });
  await tools.renewSettings?.();
  if (section === "profile") await followTimeZone(tools, by);
  return { ok: true, version };
}

async function wasKept({ store }: SettingsTools, version: SettingsVersion): Promise<boolean> {
  try {
    await store.settings.save(version);
    return true;
  } catch (fault) {
    if (fault instanceof ConcurrentChange) return false;
    throw fault;
  }
}

/** Dates are shown and reckoned in one time zone: the calendar follows the profile, and running clocks with it. A lost race is tried again. */
async function followTimeZone({ store, clock, organisation }: SettingsTools, by: Agent): Promise<void> {
  for (;;) {
    const calendar = await store.calendars.current();
    if (calendar === undefined || calendar.timeZone === organisation.timeZone) return;
    const next = setTimeZone(calendar, organisation.timeZone);
    if (!next.ok) return;
    try {
      await store.calendars.save(next.value, by.id, clock.now());
    } catch (fault) {
      if (!(fault instanceof ConcurrentChange)) throw fault;
    }
  }
}

/** Either what would be kept, or what is wrong with it. */
export type CheckedSettings =
  { readonly ok: true; readonly content: unknown } | { readonly ok: false; readonly fields: readonly WrongPart[] };

/** Whether `content` could be saved as the next version of `section`. */
export async function checkSettings(
  tools: SettingsTools,
  section: SettingsSection,
  content: unknown,
  current: SettingsVersion | undefined,
): Promise<CheckedSettings> {
  switch (section) {
    case "profile":
      return checkProfile(tools, content, current);
    case "texts":
      return checkTexts(content);
    case "canned_replies":
      return checkReplies(tools, content, current);
  }
}

async function checkProfile(
  { store, organisation }: SettingsTools,
  profile: unknown,
  current: SettingsVersion | undefined,
): Promise<CheckedSettings> {
  const reading = readProfile(profile);
  if (!reading.ok) return reading;
  const before = current === undefined ? undefined : readProfile(profileContent(current.content).profile);
  // This process may not have heard yet of what another has saved.
  const fields = await keysInUse(store, before?.ok === true ? before.organisation : organisation, reading.organisation);
  if (fields.length > 0) return { ok: false, fields };
  return { ok: true, content: { profile, file: current === undefined ? null : profileContent(current.content).file } };
}

const textsSchema = z.partialRecord(z.enum(languages), z.record(z.string().max(200), z.string()));

function checkTexts(content: unknown): CheckedSettings {
  const parsed = textsSchema.safeParse(content);
  if (!parsed.success) {
    return { ok: false, fields: parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code })) };
  }
  const fields = wrongOverrides(parsed.data);
  return fields.length > 0 ? { ok: false, fields } : { ok: true, content: parsed.data };
}

function checkReplies(
  { organisation, clock }: SettingsTools,
  content: unknown,
  current: SettingsVersion | undefined,
): CheckedSettings {
  const reading = readReplies(content, organisation);
  if (!reading.ok) return reading;
  return { ok: true, content: { replies: withMoments(reading.replies, repliesOf(current), clock.now()) } };
}

const repliesSchema = z.object({ replies: z.array(z.custom<CannedReply>()) });

/** The canned replies as they were saved; none where nothing was. Each was checked when it was saved. */
export function repliesOf(stored: Pick<SettingsVersion, "content"> | undefined): readonly CannedReply[] {
  return stored === undefined ? [] : repliesSchema.parse(stored.content).replies;
}

/** The content of a version as people and programs see it: the profile as a file has it, the texts by language, the replies as a list. */
export function shownContent(section: SettingsSection, stored: Pick<SettingsVersion, "content"> | undefined): unknown {
  if (section === "profile") return stored === undefined ? {} : profileContent(stored.content).profile;
  if (section === "texts") return textsOf(stored);
  return { replies: repliesOf(stored) };
}
