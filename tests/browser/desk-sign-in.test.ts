import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";

let stage: DeskStage;
let mina: StagedAgent;

// Everything is built and started anew first, which takes its time on a busy machine.
jest.setTimeout(240_000);

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "fa" });
});
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

describe("signing in to the desk", () => {
  test("begins with a page that axe finds nothing on, in both directions", async () => {
    for (const language of ["en", "fa"]) {
      const page = await stage.tab(await stage.profile({ locale: language }), "");
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await page.locator("html").getAttribute("dir")).toBe(language === "fa" ? "rtl" : "ltr");
      expect(await seriousFindings(page)).toEqual([]);
      await screenshot(page, `desk-sign-in-${language}`);
    }
  });

  test("says why not without moving the button, and then leads where the address says", async () => {
    const page = await stage.tab(await stage.profile({ locale: "en" }), "/conversations");
    const button = page.getByRole("button", { name: "Sign in" });
    await page.getByLabel("E-mail address").fill(mina.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    const before = await button.boundingBox();
    await button.click();
    await page.getByRole("alert").waitFor();
    expect(await button.boundingBox()).toEqual(before);
    await page.getByLabel("Password", { exact: true }).fill(mina.password);
    await page.keyboard.press("Enter");
    // The agent's own language from here on.
    await page.getByRole("link", { name: "گفت‌وگوها" }).waitFor();
    expect(page.url()).toBe(`${stage.url}/desk/conversations`);
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  });
});
