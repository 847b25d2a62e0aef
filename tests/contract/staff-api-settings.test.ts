import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sayIn } from "../../core/language/say.ts";
import { loadProfile } from "../../core/organisation/profile.ts";
import { keepSettings } from "../../core/settings/keep-settings.ts";
import type { SettingsKeeper } from "../../core/settings/keep-settings.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { tuesdayMorning } from "../support/world.ts";
import { storedComplaint } from "./store.fixtures.ts";

let bench: DeskBench;
let keeper: SettingsKeeper;
let manager: DeskClient;
let agent: DeskClient;

beforeAll(async () => {
  const ports = fixedPorts(tuesdayMorning);
  const store = createMemoryStore(ports);
  keeper = await keepSettings({ store, clock: ports.clock, warn: () => undefined }, loadProfile(undefined));
  bench = await openDeskBench({}, { store, organisation: keeper.organisation, renewSettings: keeper.renew });
  const calendar = await bench.world.store.calendars.current();
  if (calendar !== undefined) await store.calendars.save(calendar, "seed", tuesdayMorning);
  manager = await signedIn("complaints_manager");
  agent = await signedIn("agent");

  async function signedIn(role: "agent" | "complaints_manager"): Promise<DeskClient> {
    const client = await bench.world.agent(role, role);
    const saved = { ...client, passwordHash: await bench.tools.hasher.hash("a stone in the river") };
    await store.staff.save(saved);
    const answer = await bench.anyone.send("POST", "/api/v1/sign-in", {
      email: client.email,
      password: "a stone in the river",
      bearer: true,
    });
    const authorization = `Bearer ${String(answer.body["token"])}`;
    const send: DeskClient["send"] = (method, path, body, headers = {}) =>
      bench.anyone.send(method, path, body, { authorization, ...headers });
    return { agent: saved, token: authorization, send, get: (path) => send("GET", path) };
  }
});
afterAll(async () => bench.close());

async function inForce(section: string) {
  const { body } = await manager.get(`/api/v1/settings/${section}`);
  return { version: Number(body["version"]), content: body["content"] as Record<string, unknown> };
}

async function puts(section: string, content: unknown, more: object = {}) {
  const { version } = await inForce(section);
  return manager.send("PUT", `/api/v1/settings/${section}`, { version, content, ...more });
}

describe("the settings API", () => {
  test("brings what is saved into force at once, and tells afterwards who did it and why", async () => {
    const { version, content } = await inForce("profile");
    const saved = await puts("profile", { ...content, country: "IR" }, { note: "we moved" });
    expect(saved.status).toBe(200);
    expect(keeper.organisation.country).toBe("IR");
    const { body } = await manager.get("/api/v1/settings/profile/versions");
    expect(body["rows"]).toMatchObject([
      { version: version + 1, savedBy: manager.agent.id, note: "we moved" },
      { version, savedBy: "file" },
    ]);
    const difference = await manager.get(
      `/api/v1/settings/profile/difference?from=${String(version)}&to=${String(version + 1)}`,
    );
    expect(difference.body["rows"]).toEqual([{ path: "country", before: "TR", after: "IR" }]);
    const { rows } = await bench.tools.store.audit.list({ limit: 20, subjects: ["settings profile"] });
    expect(rows.map(({ action }) => action)).toContain("settings.save");
  });

  test("refuses whoever was overtaken, and changes nothing then", async () => {
    const { version, content } = await inForce("profile");
    const late = await manager.send("PUT", "/api/v1/settings/profile", { version: version - 1, content });
    expect([late.status, late.body["key"]]).toEqual([409, "staff.settings_changed_meanwhile"]);
    expect((await inForce("profile")).version).toBe(version);
  });

  test("names every part that is wrong, with a code", async () => {
    const { content } = await inForce("profile");
    const wrong = await puts("profile", { ...content, timeZone: "Nowhere", contact: { email: "nobody" } });
    expect(wrong.status).toBe(422);
    expect(wrong.body["fields"]).toEqual(
      expect.arrayContaining([
        { path: "timeZone", code: "time_zone" },
        { path: "contact.email", code: "invalid_format" },
      ]),
    );
  });

  test("lets nothing be removed that complaints or people still name, but lets it be retired", async () => {
    const { content } = await inForce("profile");
    const departments = content["departments"] as { key: string }[];
    const [first] = departments;
    expect(first).toBeDefined();
    await bench.tools.store.staff.save({
      ...agent.agent,
      departments: keeper.organisation.departments.slice(0, 1).map(({ key }) => key),
    });
    const categories = (content["categories"] as { key: string; department?: string; children?: object[] }[]).map(
      (category) => ({
        ...category,
        department: "quality",
        ...(category.children === undefined
          ? {}
          : { children: category.children.map((child) => ({ ...child, department: "quality" })) }),
      }),
    );
    const without = { ...content, categories, departments: departments.slice(1) };
    const refused = await puts("profile", without);
    expect(refused.body["fields"]).toEqual([{ path: `departments.${first?.key ?? ""}`, code: "in_use" }]);
    const retired = { ...without, departments: [{ ...first, retired: true }, ...departments.slice(1)] };
    expect((await puts("profile", retired)).status).toBe(200);
    const { body } = await agent.get("/api/v1/organisation");
    expect((body["departments"] as object[])[0]).toMatchObject({ key: first?.key, retired: true });
  });

  test("makes an old version the next one", async () => {
    const { version } = await inForce("profile");
    const restored = await manager.send("POST", "/api/v1/settings/profile/restore", { version, restored: 1 });
    expect([restored.status, restored.body["version"]]).toEqual([200, version + 1]);
    expect(keeper.organisation.country).toBe("TR");
    const unknown = await manager.send("POST", "/api/v1/settings/profile/restore", {
      version: version + 1,
      restored: 99,
    });
    expect(unknown.status).toBe(404);
  });

  test("reckons and shows dates in one time zone", async () => {
    const { content } = await inForce("profile");
    await puts("profile", { ...content, timeZone: "Asia/Tehran" });
    expect((await bench.tools.store.calendars.current())?.timeZone).toBe("Asia/Tehran");
    await puts("profile", content);
  });

  test("is read and changed by those who may", async () => {
    expect((await agent.get("/api/v1/settings/profile")).status).toBe(403);
    const denied = await agent.send("PUT", "/api/v1/settings/texts", { version: 0, content: {} });
    expect(denied.status).toBe(403);
    expect((await bench.anyone.get("/api/v1/settings/profile")).status).toBe(401);
    expect((await manager.get("/api/v1/settings/secrets")).status).toBe(400);
  });
});

describe("texts of the organisation's own", () => {
  test.each([
    [{ en: { "menu.ask": "{oops" } }, "en.menu.ask", "not_icu"],
    [{ en: { "menu.ask": " " } }, "en.menu.ask", "too_small"],
    [{ en: { "menu.nowhere": "x" } }, "en.menu.nowhere", "unknown_key"],
    [{ en: { "consent.ask": "Yes?" } }, "en.consent.ask", "not_overridable"],
    [{ en: { "engine.welcome": "Hello." } }, "en.engine.welcome", "placeholders"],
    [{ fa: { "menu.ask": "سلام {name}" } }, "fa.menu.ask", "placeholders"],
    [{ en: { "sms.merged": `Complaint {number} ${"goes on ".repeat(30)}` } }, "en.sms.merged", "sms_too_long"],
  ])("are refused where they cannot be said: %j", async (content, path, code) => {
    const answer = await puts("texts", content);
    expect(answer.status).toBe(422);
    expect(answer.body["fields"]).toEqual([{ path, code }]);
  });

  test("are said everywhere at once, and no longer when they are taken back", async () => {
    const before = sayIn("en", "UTC")("menu.ask");
    expect((await puts("texts", { en: { "menu.ask": "What shall we do?" } })).status).toBe(200);
    expect(sayIn("en", "UTC")("menu.ask")).toBe("What shall we do?");
    const { body } = await manager.get("/api/v1/texts");
    const row = (body["rows"] as { key: string }[]).find(({ key }) => key === "menu.ask");
    expect(row).toMatchObject({ canBeChanged: true, texts: { en: before }, own: { en: "What shall we do?" } });
    await puts("texts", {});
    expect(sayIn("en", "UTC")("menu.ask")).toBe(before);
  });

  test("are shown beforehand as they would be said", async () => {
    const preview = (key: string, text: string) =>
      manager.send("POST", "/api/v1/texts/preview", { key, language: "en", text });
    expect((await preview("sms.merged", "Complaint {number} goes on.")).body).toMatchObject({
      text: "Complaint \u20681234567890\u2069 goes on.",
      smsParts: 1,
    });
    expect((await preview("sms.merged", "Complaint goes on.")).body).toEqual({ code: "placeholders" });
  });
});

describe("canned replies", () => {
  const reply = {
    id: "hello",
    kind: "reply",
    shortcut: "salam",
    title: "Greeting",
    texts: { en: "Dear {customer}, I am {agent} about {number}.", fa: "سلام، {agent} هستم." },
  };

  test.each([
    [{ ...reply, texts: { en: "Dear {stranger}" } }, "replies.0.texts.en", "variable"],
    [{ ...reply, texts: {} }, "replies.0.texts", "too_small"],
    [{ ...reply, department: "nowhere" }, "replies.0.department", "department"],
    [{ ...reply, shortcut: "two words" }, "replies.0.shortcut", "invalid_format"],
  ])("are refused where they are wrong: %j", async (wrong, path, code) => {
    const answer = await puts("canned_replies", { replies: [wrong] });
    expect(answer.body["fields"]).toEqual([{ path, code }]);
  });

  test("are there for every agent, and filled in a language in which they are written", async () => {
    await puts("canned_replies", { replies: [reply] });
    const { body } = await agent.get("/api/v1/canned-replies");
    expect(body["rows"]).toMatchObject([{ ...reply, updated: tuesdayMorning.toISOString() }]);
    const persian = await agent.send("POST", "/api/v1/canned-replies/hello/fill", { language: "fa" });
    expect(persian.body).toMatchObject({ language: "fa", missing: [] });
    const turkish = await agent.send("POST", "/api/v1/canned-replies/hello/fill", { language: "tr" });
    expect(turkish.body).toMatchObject({ language: "fa" });
    const english = await agent.send("POST", "/api/v1/canned-replies/hello/fill", { language: "en" });
    expect(english.body).toEqual({
      language: "en",
      text: "Dear {customer}, I am agent about {number}.",
      missing: ["customer", "number"],
    });
    expect((await agent.send("POST", "/api/v1/canned-replies/gone/fill", {})).status).toBe(404);
  });

  test("are in the trail of the complaint that they are filled from", async () => {
    const { complaint: filed } = await storedComplaint(bench.tools.store);
    const { body } = await agent.send("POST", "/api/v1/canned-replies/hello/fill", {
      complaintId: filed.id,
      language: "en",
    });
    expect(body["text"]).toContain(filed.number);
    const { rows } = await bench.tools.store.audit.list({ limit: 500 });
    const its = rows.filter(({ subject }) => subject === `complaint ${filed.id}`);
    expect(its.map(({ action, actor }) => [action, actor])).toEqual([["canned_reply.fill", agent.agent.id]]);
  });
});

describe("the calendar", () => {
  test("shows what a change would do, and saves nothing", async () => {
    const { body: calendar } = await manager.get("/api/v1/calendar");
    const change = {
      kind: "set_special_days",
      version: calendar["version"],
      days: [
        { date: "2026-12-02", kind: "closure", name: "Stocktaking" },
        { date: "2026-12-03", kind: "closure", name: "Stocktaking" },
      ],
    };
    const preview = await manager.send("POST", "/api/v1/calendar/preview", change);
    expect(preview.body).toMatchObject({ count: 0, examined: 0, isWhole: true });
    expect((await manager.get("/api/v1/calendar")).body["version"]).toBe(calendar["version"]);
    expect((await manager.send("POST", "/api/v1/calendar/changes", change)).status).toBe(201);
    const versions = await manager.get("/api/v1/calendar/versions");
    expect((versions.body["rows"] as object[])[0]).toMatchObject({ savedBy: manager.agent.id });
    const late = await manager.send("POST", "/api/v1/calendar/preview", change);
    expect(late.status).toBe(409);
  });

  test("offers the public holidays of a year, and says which are known", async () => {
    const { body } = await manager.get("/api/v1/calendar/public-holidays?year=2027&country=IR");
    const rows = body["rows"] as { date: string; isKnown: boolean }[];
    expect(rows.find(({ date }) => date === "2027-03-21")).toMatchObject({ kind: "holiday" });
  });
});
