import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Language } from "../../core/language/language.ts";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { fitsWindow, openSiteBrowser } from "../support/site-browser.ts";
import type { SiteBrowser } from "../support/site-browser.ts";

jest.setTimeout(180_000);

const matter = "The resin arrived hardened.";
const product = "Epoxy resin";

describe("the customer's pages in a browser", () => {
  let site: SiteBrowser;

  beforeAll(async () => {
    site = await openSiteBrowser();
  });
  afterAll(async () => {
    await site.close();
    expect(site.troubles).toEqual([]);
  });

  const filedBy = async (language: Language): Promise<{ readonly number: string; readonly passcode: string }> => {
    const page = await site.visit(`/complain?lang=${language}`, { javaScriptEnabled: false });
    await page.locator("#q-category").selectOption("product.cured-hard");
    await page.locator("#q-description").fill(matter);
    await page.getByRole("button", { name: site.say(language)("site.complain.check") }).click();
    await page.getByRole("button", { name: site.say(language)("file.review.yes") }).click();
    const codes = await page.locator(".code strong").allInnerTexts();
    await page.context().close();
    const [number = "", passcode = ""] = codes.map((code) => code.replaceAll(" ", ""));
    await site.reviewed(number);
    await site.decided(number, { report: matter });
    return { number, passcode };
  };

  for (const language of ["fa", "en"] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`axe finds nothing serious, and every page fits 320 px: ${language}, ${colorScheme}`, async () => {
        const { number, passcode } = await filedBy(language);
        for (const width of [1280, 320]) {
          const page = await site.visit(`/?lang=${language}`, {
            colorScheme,
            viewport: { width, height: 900 },
            reducedMotion: "reduce",
          });
          const shows = async (name: string): Promise<void> => {
            await screenshot(page, `site-${name}-${language}-${colorScheme}-${width}`, "whole");
            expect({ name, findings: await seriousFindings(page), fits: await fitsWindow(page) }).toEqual({
              name,
              findings: [],
              fits: true,
            });
          };
          await shows("home");
          await page.goto(`${site.stage.url}/complain?lang=${language}`);
          await shows("complain");
          await page.getByRole("button", { name: site.say(language)("site.complain.check") }).click();
          await page.getByRole("alert").waitFor();
          await shows("complain-errors");
          await page.goto(`${site.stage.url}/follow/lost?lang=${language}`);
          await shows("lost");
          await page.goto(`${site.stage.url}/follow?n=${number}&lang=${language}`);
          await shows("sign-in");
          await page.getByLabel(site.say(language)("view.passcode")).fill(passcode);
          await page.keyboard.press("Enter");
          await page.locator(".status").waitFor();
          for (const folded of await page.locator("summary").all()) await folded.click();
          await shows("complaint");
          await page.goto(`${site.stage.url}/follow/report?lang=${language}`);
          await shows("report");
          await page.context().close();
        }
      });
    }
  }

  test("the first paint takes at most 100 KB in all, and nothing inline", async () => {
    for (const path of ["/", "/complain?lang=fa", "/follow?lang=fa", "/follow/lost"]) {
      const page = await site.visit("/icon.svg");
      let bytes = 0;
      const counted: Promise<void>[] = [];
      page.on("response", (response) => {
        counted.push(
          response.body().then((body) => {
            bytes += body.length;
          }),
        );
      });
      const answer = await page.goto(`${site.stage.url}${path}`, { waitUntil: "networkidle" });
      await Promise.all(counted);
      expect(bytes).toBeGreaterThan(1_000);
      expect(bytes).toBeLessThanOrEqual(100_000);
      expect(answer?.headers()["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'/u);
      expect(await answer?.text()).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]+src=)/u);
      await page.context().close();
    }
  });

  test.each([true, false])(
    "going back from the read-back brings the form with all that was written, script: %s",
    async (on) => {
      const page = await site.visit("/complain?lang=en", { javaScriptEnabled: on });
      await page.locator("#q-category").selectOption("product.cured-hard");
      await page.locator("#q-description").fill(matter);
      await page.getByRole("button", { name: site.say("en")("site.complain.check") }).click();
      await page.getByRole("heading", { name: site.say("en")("site.complain.review") }).waitFor();
      await page.goBack();
      expect(await page.locator("#q-description").inputValue()).toBe(matter);
      expect(await page.locator("#q-category").inputValue()).toBe("product.cured-hard");
      await page.getByRole("button", { name: site.say("en")("site.complain.check") }).click();
      await page.getByRole("button", { name: site.say("en")("file.review.yes") }).click();
      await page.getByRole("heading", { name: site.say("en")("notice.registered") }).waitFor();
      await page.context().close();
    },
  );

  test("with the keyboard alone a complaint is filed, and its codes copied", async () => {
    const page = await site.visit("/complain?lang=en", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#q-category").focus();
    await page.keyboard.type("Arrived");
    await page.keyboard.press("Tab");
    await page.keyboard.type(matter);
    await page.keyboard.press("Tab");
    await page.keyboard.type(product);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: site.say("en")("site.complain.review") }).waitFor();
    await page.getByRole("button", { name: site.say("en")("file.review.yes") }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: site.say("en")("notice.registered") }).waitFor();
    await page
      .getByRole("button", { name: site.say("en")("site.copy") })
      .last()
      .focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: site.say("en")("site.copied") }).waitFor();
    const shown = (await page.locator(".code strong").last().innerText()).replaceAll(" ", "");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    await page.context().close();
  });
});
