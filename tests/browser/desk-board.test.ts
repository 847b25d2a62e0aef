import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { brand } from "../../core/ids.ts";
import type { AgentId } from "../../core/ids.ts";
import { openStore } from "../../core/store/open-store.ts";
import { fillHistory } from "../support/board-history.ts";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { freshDatabase } from "../support/postgres.ts";

let stage: DeskStage;
let manager: StagedAgent;
let reader: StagedAgent;
let agent: StagedAgent;

beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  stage = await DeskStage.open({ DATABASE_URL: databaseUrl });
  manager = await stage.agent("Manager", { role: "complaints_manager", language: "fa" });
  reader = await stage.agent("Reader", { role: "auditor", language: "en" });
  agent = await stage.agent("Agent", { language: "en", departments: ["quality"] });
  const store = await openStore({ databaseUrl, ids: { uuid: uuidv7 } });
  const agents = [agent.id, manager.id].map((id) => brand<AgentId>(id));
  await fillHistory(store, agents, { now: new Date(), days: 60, count: 240 });
  await store.close();
}, 120_000);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

const path = "/board?period=last_month&by=department";

describe("the managers' board", () => {
  test.each([
    ["fa", "light", 1280],
    ["fa", "dark", 390],
    ["en", "dark", 1280],
    ["en", "light", 390],
  ] as const)("has nothing that axe finds, in %s, %s, %i px wide", async (language, colorScheme, width) => {
    const who = language === "fa" ? manager : reader;
    const page = await stage.window(who, { path, colorScheme, viewport: { width, height: 800 } });
    await page.locator(".recharts-surface").first().waitFor();
    await page.getByRole("table").last().waitFor();
    const found = await seriousFindings(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width, height: width === 390 ? 5_200 : 2_300 });
    await page.waitForFunction(
      () => document.querySelectorAll(".recharts-line-curve, .recharts-bar-rectangle").length > 0,
    );
    await screenshot(page, `desk-board-${language}-${colorScheme}-${String(width)}`);
    expect(found).toEqual([]);
  });

  test("writes days, digits and time in Persian, from right to left", async () => {
    const page = await stage.window(manager, { path });
    const ticks = page
      .locator(".recharts-surface")
      .first()
      .locator(".recharts-xAxis-tick-labels text, .recharts-cartesian-axis.xAxis text");
    await ticks.first().waitFor();
    expect(await ticks.first().textContent()).toMatch(/^[۰-۹]+ \p{Script=Arabic}+$/u);
    const [first, last] = [await ticks.first().boundingBox(), await ticks.nth(3).boundingBox()];
    expect(first?.x ?? 0).toBeGreaterThan(last?.x ?? 0);
    const clipped = await page.evaluate(
      () =>
        [...document.querySelectorAll(".recharts-surface")].flatMap((plot) => {
          const box = plot.getBoundingClientRect();
          return [...plot.querySelectorAll("text")].filter((label) => {
            const own = label.getBoundingClientRect();
            return (
              own.width > 0 && (own.left < box.left - 1 || own.right > box.right + 1 || own.bottom > box.bottom + 1)
            );
          });
        }).length,
    );
    expect(clipped).toBe(0);
  });

  test("leads from a figure to what it counts, and on to a complaint", async () => {
    const page = await stage.window(reader, { path });
    const figure = page.getByRole("link", { name: /^Concluded: / });
    const counted = Number(/\d+/u.exec((await figure.textContent()) ?? "")?.[0]);
    await figure.click();
    await page.getByRole("heading", { level: 1, name: "Concluded" }).waitFor();
    const rows = page.getByRole("row");
    await rows.nth(1).waitFor();
    const more = page.getByRole("button", { name: "Show more" });
    // It cannot be pressed while a page is under way, and goes with the last one: a press in vain says nothing.
    while ((await rows.count()) <= counted) await more.click({ timeout: 1_000 }).catch(() => undefined);
    expect(await rows.count()).toBe(counted + 1);
    expect(await more.isVisible()).toBe(false);
    await screenshot(page, "desk-board-list-en");
    expect(await seriousFindings(page)).toEqual([]);
    await rows.nth(1).getByRole("link").click();
    await page.waitForURL(/\/desk\/complaints\/[0-9a-f-]{36}$/u);
  });

  test("gives the figures and each list as a file", async () => {
    const page = await stage.window(manager, { path });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "ذخیره به‌صورت CSV" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.startsWith('\ufeff"گروه","شاخص"')).toBe(true);
    expect(text).toContain("received");
  });

  test("explains each figure to the keyboard, and narrows what is shown", async () => {
    const page = await stage.window(reader, { path });
    const help = page.getByRole("button", { name: "What “Cured at the first attempt” counts" });
    await help.focus();
    await page.keyboard.press("Enter");
    await page.getByText("One that is not answered yet does not count as cured").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Department", { exact: true }).first().selectOption("quality");
    await page.waitForURL(/department=quality/u);
    await page.getByLabel("Period").selectOption("own");
    await page.getByRole("textbox", { name: "From" }).waitFor();
  });

  test("shows an agent their own work, and their departments' as a whole", async () => {
    const page = await stage.window(agent, { path: "/board?period=last_month" });
    await page.getByRole("link", { name: /^Concluded: / }).waitFor();
    const offered = await page.getByLabel("Department", { exact: true }).first().locator("option").allTextContents();
    expect(offered).toHaveLength(2);
    expect(await page.getByRole("radio", { name: "Person" }).count()).toBe(0);
  });
});
