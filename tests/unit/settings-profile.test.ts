import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { brand } from "../../core/ids.ts";
import type { AgentId, DepartmentKey } from "../../core/ids.ts";
import { overrideTexts, sayIn } from "../../core/language/say.ts";
import { loadProfile, readProfile } from "../../core/organisation/profile.ts";
import { keepSettings } from "../../core/settings/keep-settings.ts";
import { keysInUse } from "../../core/settings/keys-in-use.ts";
import { profileContent, takeOverFile } from "../../core/settings/profile-content.ts";
import { saveSettings } from "../../core/settings/save-settings.ts";
import { wrongOverrides } from "../../core/settings/text-rules.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { tuesdayMorning } from "../support/world.ts";

const demo = loadProfile(undefined);

function fieldsOf(profile: unknown) {
  return z.record(z.string(), z.unknown()).parse(profile);
}

function profileWith(changes: object) {
  const written = { ...fieldsOf(demo.written), ...changes };
  const reading = readProfile(written);
  if (!reading.ok) throw new Error(reading.problems.join("\n"));
  return { written, organisation: reading.organisation };
}

function emptyStore() {
  const ports = fixedPorts(tuesdayMorning);
  const store = createMemoryStore(ports);
  const warned: (readonly string[])[] = [];
  const tools = { store, clock: ports.clock, warn: (parts: readonly string[]) => warned.push(parts) };
  /** What an administrator saves at the desk. */
  const saves = async (changes: object): Promise<void> => {
    const current = await store.settings.current("profile");
    const { profile, file } = profileContent(current?.content);
    const content = { profile: { ...fieldsOf(profile), ...changes }, file };
    const version = (current?.version ?? 0) + 1;
    await store.settings.save({
      section: "profile",
      version,
      content,
      savedBy: "somebody",
      savedAt: ports.clock.now(),
    });
  };
  return { store, tools, warned, saves };
}

describe("the profile's file and the desk", () => {
  test("the first version is the file's", async () => {
    const { store, tools } = emptyStore();
    const keeper = await keepSettings(tools, demo);
    expect(await store.settings.current("profile")).toMatchObject({ version: 1, savedBy: "file" });
    expect(keeper.organisation).toEqual(demo.organisation);
  });

  test("a start with the same file changes nothing", async () => {
    const { store, tools, saves } = emptyStore();
    await keepSettings(tools, demo);
    await saves({ country: "IR" });
    const keeper = await keepSettings(tools, demo);
    expect((await store.settings.current("profile"))?.version).toBe(2);
    expect(keeper.organisation.country).toBe("IR");
  });

  test("what was edited in the file counts, and what was changed at the desk stays", async () => {
    const { tools, saves, warned } = emptyStore();
    await keepSettings(tools, demo);
    await saves({ country: "IR" });
    const keeper = await keepSettings(tools, profileWith({ timeZone: "Asia/Tehran" }));
    expect(keeper.organisation).toMatchObject({ country: "IR", timeZone: "Asia/Tehran" });
    expect(warned).toEqual([]);
  });

  test("what was changed in both stays as the desk has it, and is told", async () => {
    const { store, tools, saves, warned } = emptyStore();
    await keepSettings(tools, demo);
    await saves({ country: "IR" });
    const keeper = await keepSettings(tools, profileWith({ country: "DE", timeZone: "Europe/Berlin" }));
    expect(keeper.organisation).toMatchObject({ country: "IR", timeZone: "Europe/Berlin" });
    expect(warned).toEqual([["country"]]);
    expect(profileContent((await store.settings.current("profile"))?.content).kept).toEqual(["country"]);
  });

  test("a file that takes away a source is not brought into force, and that is told at each start", async () => {
    const { store, tools, warned } = emptyStore();
    const source = { key: "fair", name: { fa: "نمایشگاه" } };
    await keepSettings(tools, profileWith({ sources: [source] }));
    for (const start of [1, 2]) {
      const keeper = await keepSettings(tools, profileWith({ sources: [] }));
      expect(keeper.organisation.sources).toEqual([source]);
      expect(warned).toHaveLength(start);
    }
    expect(warned).toEqual([["sources.fair (in_use)"], ["sources.fair (in_use)"]]);
    expect((await store.settings.current("profile"))?.version).toBe(1);
  });

  test("of two processes that start at once, both have the first version", async () => {
    const { store, tools } = emptyStore();
    const keepers = await Promise.all([keepSettings(tools, demo), keepSettings(tools, demo)]);
    expect(keepers.map(({ organisation }) => organisation.country)).toEqual(["TR", "TR"]);
    expect((await store.settings.current("profile"))?.version).toBe(1);
  });

  test("whoever holds the organisation has the newest, once it was renewed", async () => {
    const { tools, saves } = emptyStore();
    const { organisation, renew } = await keepSettings(tools, demo);
    await saves({ country: "IR" });
    expect(organisation.country).toBe("TR");
    await renew();
    expect(organisation.country).toBe("IR");
    expect({ ...organisation }).toEqual({ ...demo.organisation, country: "IR" });
  });
});

test("parts are the fields of the profile and those of its policy, added and removed", () => {
  const before = { country: "TR", policy: { undoDays: 30, unansweredAfterDays: 60 } };
  const after = { country: "TR", sources: [], policy: { undoDays: 10 } };
  expect(takeOverFile({ profile: before, file: before }, after)).toEqual({ profile: after, file: after });
});

describe("keys", () => {
  const none = { store: createMemoryStore(fixedPorts(tuesdayMorning)) };

  test("that nobody uses can be removed", async () => {
    const [first, ...others] = demo.organisation.categories;
    expect(first).toBeDefined();
    expect(await keysInUse(none.store, demo.organisation, { ...demo.organisation, categories: others })).toEqual([]);
  });
});

test("what another process added and somebody uses cannot be removed by one that has not heard of it yet", async () => {
  const { store, tools, saves } = emptyStore();
  const keeper = await keepSettings(tools, demo);
  const departments = z.array(z.unknown()).parse(fieldsOf(demo.written)["departments"]);
  await saves({ departments: [...departments, { key: "new", name: { fa: "تازه" } }] });
  const user = newAgent(brand<DepartmentKey>("new"));
  await store.staff.save(user);
  const change = { section: "profile", version: 2, content: demo.written } as const;
  const saved = await saveSettings({ store, clock: tools.clock, organisation: keeper.organisation }, change, user);
  expect(saved).toMatchObject({ ok: false, fields: [{ path: "departments.new", code: "in_use" }] });
});

function newAgent(department: DepartmentKey): Agent {
  return {
    id: brand<AgentId>(uuidv7()),
    email: "agent@example.org",
    name: "Sara",
    role: "administrator",
    departments: [department],
    language: "en",
    createdAt: tuesdayMorning,
  };
}

describe("what is retired", () => {
  const text = { fa: "متن" };
  const categories = [
    { key: "old", name: text, department: "service", retired: true, children: [{ key: "older", name: text }] },
    { key: "other", name: text, department: "service" },
  ];

  test("takes with it what is below", () => {
    const { organisation } = profileWith({ categories });
    expect(organisation.categories[0]?.children[0]).toMatchObject({ key: "old.older", retired: true });
    expect(organisation.categories[1]).not.toHaveProperty("retired");
  });

  test.each([
    [[{ ...categories[1], retired: true }], "categories"],
    [
      [{ key: "a", name: text, department: "service", children: [{ key: "b", name: text, retired: true }] }],
      "categories.0",
    ],
  ])("must leave customers something to choose", (given, path) => {
    const reading = readProfile({ ...fieldsOf(demo.written), categories: given });
    expect(reading).toMatchObject({ ok: false, fields: [{ path, code: "all_retired" }] });
  });
});

test("of texts that are read in the other order the newest stay in force", async () => {
  const { store, tools } = emptyStore();
  const savesText = async (version: number, text: string): Promise<void> => {
    const content = { en: { "menu.ask": text } };
    await store.settings.save({ section: "texts", version, content, savedBy: "somebody", savedAt: tools.clock.now() });
  };
  const held = Promise.withResolvers<undefined>();
  let isSlow = false;
  const current: typeof store.settings.current = async (section) => {
    const found = await store.settings.current(section);
    if (!isSlow || section !== "texts") return found;
    isSlow = false;
    await held.promise;
    return found;
  };
  const keeper = await keepSettings({ ...tools, store: { ...store, settings: { ...store.settings, current } } }, demo);
  try {
    await savesText(1, "First words");
    isSlow = true;
    const early = keeper.renew();
    await savesText(2, "Newer words");
    await keeper.renew();
    held.resolve(undefined);
    await early;
    expect(sayIn("en", "Europe/Istanbul")("menu.ask")).toBe("Newer words");
  } finally {
    overrideTexts({});
  }
});

test("a text that is called like something that every object has is unknown", () => {
  expect(wrongOverrides({ en: { toString: "Words" } })).toEqual([{ path: "en.toString", code: "unknown_key" }]);
});
