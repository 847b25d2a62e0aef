import { countForgotten } from "../../core/casework/retain-details.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import { readProfile } from "../../core/organisation/profile.ts";
import { differenceOf } from "../../core/settings/difference.ts";
import { profileContent } from "../../core/settings/profile-content.ts";
import { checkSettings, saveSettings, shownContent } from "../../core/settings/save-settings.ts";
import type { SavedSettings, SettingsChange } from "../../core/settings/save-settings.ts";
import type { SettingsSection, SettingsVersion } from "../../core/store/settings-version.ts";
import type { SignedIn } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Answer, Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import {
  differenceSchema,
  section,
  settingsChangeSchema,
  settingsCheckSchema,
  settingsLineSchema,
  settingsRestoreSchema,
  settingsSchema,
} from "../schemas/settings-schema.ts";
import { after, limit } from "../schemas/shared.ts";

const params = z.object({ section });
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .openapi({ type: "integer", minimum: 1 });

const reading = { tag: "Settings", access: "settings.read", method: "GET" } as const;
const editing = { tag: "Settings", access: "settings.edit" } as const;

/** The organisation's settings in versions: what is in force, what was, who changed it and why. */
export function settingsEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    inForce(tools),
    save(tools),
    check(tools),
    history(tools),
    oneVersion(tools),
    difference(tools),
    restore(tools),
  ];
}

function inForce(tools: DeskTools): Endpoint {
  return endpoint({
    ...reading,
    path: "/api/v1/settings/:section",
    summary: "The version in force",
    params,
    success: { status: 200, schema: settingsSchema },
    handle: async (call, who) => {
      await audit(tools, who, "settings.read", `settings ${call.params.section}`);
      return { value: view(call.params.section, await tools.store.settings.current(call.params.section)) };
    },
  });
}

function save(tools: DeskTools): Endpoint {
  return endpoint({
    ...editing,
    method: "PUT",
    path: "/api/v1/settings/:section",
    summary: "Make the next version, which is in force at once",
    params,
    body: settingsChangeSchema,
    success: { status: 200, schema: settingsSchema },
    refusals: [409, 422],
    handle: async (call, who) => {
      const { content, ...change } = exact(call.body);
      return saved(tools, { ...change, content: content ?? null, section: call.params.section }, who);
    },
  });
}

/** Customers that are counted at most: enough to see what a rule does. */
const mostCounted = 10_000;

function check(tools: DeskTools): Endpoint {
  return endpoint({
    ...editing,
    method: "POST",
    path: "/api/v1/settings/:section/check",
    summary: "Whether settings could be saved, and whose details retention would erase at once; nothing is saved",
    params,
    body: z.object({ content: z.unknown() }),
    success: { status: 200, schema: settingsCheckSchema },
    handle: async (call) => {
      const of = call.params.section;
      const { content } = call.body;
      const checked = await checkSettings(tools, of, content, await tools.store.settings.current(of));
      if (!checked.ok) return { value: { fields: checked.fields } };
      const profile = of === "profile" ? readProfile(content) : undefined;
      if (profile?.ok !== true) return { value: { fields: [] } };
      const { retention } = profile.organisation.policy;
      const counted = await countForgotten(tools.store, retention, tools.clock.now(), mostCounted);
      return { value: { fields: [], erased: { ...counted, cap: mostCounted } } };
    },
  });
}

async function saved(
  tools: DeskTools,
  change: SettingsChange,
  { agent }: SignedIn,
): Promise<Answer<ReturnType<typeof view>>> {
  const done = await saveSettings(tools, change, agent);
  return done.ok ? { value: view(change.section, done.version) } : refusedSettings(done);
}

function refusedSettings({ refusal: why, fields }: Extract<SavedSettings, { readonly ok: false }>) {
  if (fields === undefined) return refusal(409, why);
  return { status: 422, problem: { refusal: why, fields: fields.slice(0, 200) } };
}

function history(tools: DeskTools): Endpoint {
  return endpoint({
    ...reading,
    path: "/api/v1/settings/:section/versions",
    summary: "Every version, the newest first, without its content",
    params,
    query: z.object({ after, limit: limit(100, 50) }),
    success: {
      status: 200,
      schema: z.object({ rows: z.array(settingsLineSchema).readonly(), next: z.string().optional() }),
    },
    handle: async (call) => ({ value: await tools.store.settings.history(call.params.section, exact(call.query)) }),
  });
}

function oneVersion(tools: DeskTools): Endpoint {
  return endpoint({
    ...reading,
    path: "/api/v1/settings/:section/versions/:version",
    summary: "One version, whole",
    params: params.extend({ version }),
    success: { status: 200, schema: settingsSchema },
    refusals: [404],
    handle: async (call, who) => {
      const found = await tools.store.settings.version(call.params.section, call.params.version);
      if (found === undefined) return problem(404, "staff.settings_version_unknown");
      await audit(tools, who, "settings.read", `settings ${call.params.section}`, { version: found.version });
      return { value: view(call.params.section, found) };
    },
  });
}

function difference(tools: DeskTools): Endpoint {
  return endpoint({
    ...reading,
    path: "/api/v1/settings/:section/difference",
    summary: "What two versions differ in",
    params,
    query: z.object({ from: version, to: version }),
    success: { status: 200, schema: differenceSchema },
    refusals: [404],
    handle: async ({ params: of, query }, who) => {
      const [before, next] = await Promise.all([
        tools.store.settings.version(of.section, query.from),
        tools.store.settings.version(of.section, query.to),
      ]);
      if (before === undefined || next === undefined) return problem(404, "staff.settings_version_unknown");
      await audit(tools, who, "settings.read", `settings ${of.section}`, query);
      return { value: { rows: differenceOf(shownContent(of.section, before), shownContent(of.section, next)) } };
    },
  });
}

function restore(tools: DeskTools): Endpoint {
  return endpoint({
    ...editing,
    method: "POST",
    path: "/api/v1/settings/:section/restore",
    summary: "Make an old version the next one",
    params,
    body: settingsRestoreSchema,
    success: { status: 200, schema: settingsSchema },
    refusals: [404, 409, 422],
    handle: async (call, who) => {
      const { restored, ...change } = exact(call.body);
      const old = await tools.store.settings.version(call.params.section, restored);
      if (old === undefined) return problem(404, "staff.settings_version_unknown");
      const content = shownContent(call.params.section, old);
      return saved(tools, { ...change, content, section: call.params.section }, who);
    },
  });
}

function view(of: SettingsSection, stored: SettingsVersion | undefined) {
  const kept = of === "profile" && stored !== undefined ? profileContent(stored.content).kept : undefined;
  return {
    version: 0,
    ...stored,
    section: of,
    content: shownContent(of, stored),
    ...(kept === undefined ? {} : { kept }),
  };
}
