import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { z } from "zod";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { deskText } from "../support/desk-text.ts";

const LONG_MS = 180_000;

const parts = [
  "organisation",
  "categories",
  "departments",
  "people",
  "calendar",
  "rules",
  "replies",
  "texts",
  "remedies",
  "history",
  "account",
] as const;

const settings = z.object({ version: z.int(), content: z.record(z.string(), z.unknown()) });

let stage: DeskStage;
let reader: StagedAgent;

beforeAll(async () => {
  stage = await DeskStage.open();
  reader = await stage.agent("Sara", { role: "administrator", language: "fa" });
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

const areas = ["settings", "shell"];
const en = deskText("en", areas);

async function opens(page: Page, part: (typeof parts)[number], language: "en" | "fa"): Promise<void> {
  await page.goto(`${stage.url}/desk/settings/${part}`);
  await page.getByRole("heading", { level: 1, name: deskText(language, areas)(`settings.part.${part}`) }).waitFor();
  await page.waitForLoadState("networkidle");
}

describe("the settings", () => {
  test.each([
    ["en", "light", { width: 1280, height: 800 }, "day-desk"],
    ["fa", "dark", { width: 1280, height: 800 }, "night-desk"],
    ["fa", "light", { width: 390, height: 800 }, "day-phone"],
    ["en", "dark", { width: 390, height: 800 }, "night-phone"],
  ] as const)(
    "can be read in %s by %s on %j by anybody, with nothing to scroll sideways",
    async (language, colorScheme, viewport, name) => {
      const agent = language === "en" ? stage.administrator : reader;
      const page = await stage.window(agent, { path: "/settings/account", colorScheme, viewport });
      for (const part of parts) {
        await opens(page, part, language);
        await screenshot(page, `desk-settings-${part}-${language}-${name}`);
        expect({ part, findings: await seriousFindings(page) }).toEqual({ part, findings: [] });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect({ part, overflow }).toEqual({ part, overflow: 0 });
      }
    },
    LONG_MS,
  );

  test(
    "keep what was not saved while one looks elsewhere, say what is wrong beside its field, and are in force once saved",
    async () => {
      const page = await stage.window(stage.administrator, { path: "/settings/organisation" });
      const email = page.getByLabel(en("settings.organisation.email"));
      await email.fill("nobody");
      await page.getByRole("link", { name: en("settings.part.rules") }).click();
      await page.getByText(en("settings.unsaved")).waitFor();
      await page.getByRole("link", { name: en("settings.part.organisation") }).click();
      expect(await email.inputValue()).toBe("nobody");
      await page.getByRole("button", { name: en("shell.save") }).click();
      await page.getByText(en("settings.problem.invalid_format")).first().waitFor();
      await email.fill("listening@example.org");
      await page.getByLabel(en("settings.note")).fill("a better address");
      await page.getByRole("button", { name: en("shell.save") }).click();
      await page.getByText(en("settings.saved")).waitFor();
      const saved = settings.parse(await stage.administrator.call("GET", "/settings/profile"));
      expect(saved.content["contact"]).toMatchObject({ email: "listening@example.org" });

      await page.getByRole("link", { name: en("settings.part.history") }).click();
      await page.getByText("a better address").waitFor();
      await page.getByRole("button", { name: en("settings.history.difference") }).click();
      await page.getByText("contact.email").waitFor();
      await screenshot(page, "desk-settings-difference");
      await page.getByRole("button", { name: en("settings.history.restore") }).click();
      await page.getByText(en("settings.history.restored_note", { version: 1 })).waitFor();
      const restored = settings.parse(await stage.administrator.call("GET", "/settings/profile"));
      expect(restored.content["contact"]).not.toMatchObject({ email: "listening@example.org" });
    },
    LONG_MS,
  );

  test(
    "warn of another's change, and keep one's own",
    async () => {
      const page = await stage.window(stage.administrator, { path: "/settings/organisation" });
      await page.getByLabel(en("settings.organisation.phone")).fill("+902120000001");
      const { version, content } = settings.parse(await stage.administrator.call("GET", "/settings/profile"));
      const policy = { ...z.record(z.string(), z.unknown()).parse(content["policy"]), maxFiles: 7 };
      await stage.administrator.call("PUT", "/settings/profile", { version, content: { ...content, policy } });
      await page.getByText(en("settings.outdated")).first().waitFor();
      expect(await page.getByRole("button", { name: en("shell.save") }).isDisabled()).toBe(true);
      await page.getByRole("button", { name: en("settings.outdated.drop") }).click();
      await page.getByText(en("settings.unsaved")).waitFor({ state: "detached" });
    },
    LONG_MS,
  );

  test(
    "show which dates a closed day would move before it is saved",
    async () => {
      const { number } = await stage.files();
      const page = await stage.window(stage.administrator, { path: "/settings/calendar" });
      const days = page.locator("button[data-kind='working']");
      await days.first().waitFor();
      const today = new Date().toISOString().slice(0, 10);
      const chosen = await page.evaluate(
        (after) =>
          [...document.querySelectorAll<HTMLElement>("button[data-kind='working']")]
            .filter((day) => (day.dataset["date"] ?? "") > after)
            .slice(0, 1)
            .map((day) => day.dataset["date"]),
        today,
      );
      await page.locator(`button[data-date='${chosen[0] ?? ""}']`).click();
      await page.getByLabel(en("settings.name")).fill("Stocktaking");
      await page
        .getByRole("button", { name: en("settings.calendar.look") })
        .first()
        .click();
      await page.getByRole("dialog").getByText(number).waitFor();
      await screenshot(page, "desk-settings-calendar-preview");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: en("shell.save") })
        .click();
      await page.locator(`button[data-kind='closure'][data-date='${chosen[0] ?? ""}']`).waitFor();
    },
    LONG_MS,
  );

  test(
    "let an administrator invite somebody, and show the link once",
    async () => {
      const page = await stage.window(stage.administrator, { path: "/settings/people" });
      await page.getByRole("button", { name: en("settings.people.invite") }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel(en("settings.people.email")).fill("new@example.org");
      await form.getByLabel(en("settings.name")).fill("Newcomer");
      await form.getByRole("button", { name: en("settings.people.invite_now") }).click();
      await page.getByText("/desk/first?token=").waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("new@example.org").waitFor();
      expect(await page.getByText("/desk/first?token=").count()).toBe(0);
    },
    LONG_MS,
  );

  test(
    "say a text otherwise, and see it as it would be said",
    async () => {
      const page = await stage.window(stage.administrator, { path: "/settings/texts" });
      await page.getByLabel(en("settings.texts.search")).fill("menu.ask");
      await page.getByRole("button", { name: "menu.ask" }).click();
      const field = page.getByLabel("English");
      await field.fill("What shall we do? {oops");
      await page.getByText(en("settings.problem.not_icu")).waitFor();
      await field.fill("What shall we do for you?");
      await page.getByText(en("settings.preview")).waitFor();
      await screenshot(page, "desk-settings-text");
      await page.getByRole("button", { name: en("shell.save") }).click();
      await page.getByText(en("settings.saved")).waitFor();
      const texts = settings.parse(await stage.administrator.call("GET", "/settings/texts"));
      expect(texts.content).toEqual({ en: { "menu.ask": "What shall we do for you?" } });
    },
    LONG_MS,
  );
});
