import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { screenshot } from "../support/chromium.ts";
import { fitsWindow, openSiteBrowser } from "../support/site-browser.ts";
import type { SiteBrowser } from "../support/site-browser.ts";

jest.setTimeout(180_000);

const photo = fileURLToPath(new URL("../fixtures/pictures/gps.jpg", import.meta.url));

const spoken: Readonly<
  Record<"fa" | "tr" | "en", { readonly matter: string; readonly product: string; readonly no: string }>
> = {
  fa: { matter: "رزین سفت‌شده به دستم رسید.", product: "رزین اپوکسی", no: "تخفیف به کارم نمی‌آید." },
  tr: { matter: "Reçine sertleşmiş olarak geldi.", product: "Epoksi reçine", no: "İndirim işime yaramaz." },
  en: { matter: "The resin arrived hardened.", product: "Epoxy resin", no: "A discount does not help me." },
};

describe("a customer's whole story on the site", () => {
  let site: SiteBrowser;

  beforeAll(async () => {
    site = await openSiteBrowser();
  });
  afterAll(async () => {
    await site.close();
    expect(site.troubles).toEqual([]);
  });

  const cases = [
    ["fa", false],
    ["tr", true],
    ["en", false],
  ] as const;

  test.each(cases)("the whole story in %s, script: %s", async (language, javaScriptEnabled) => {
    const mine = spoken[language];
    const text = site.say(language);
    const page = await site.visit(`/?lang=${language}`, {
      javaScriptEnabled,
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await page
      .getByRole("link", { name: text("page.home.complain") })
      .first()
      .click();
    await page.locator("#q-product").fill(mine.product);
    await page.locator("#files").setInputFiles(photo);
    await page.locator("#q-phone").fill("12");
    await page.getByRole("button", { name: text("site.complain.check") }).click();
    await page.getByRole("alert").waitFor();
    await screenshot(page, `site-complain-errors-${language}-390`, "whole");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("q-category");
    expect(await page.locator("#q-product").inputValue()).toBe(mine.product);
    await page.getByText("gps.jpg").waitFor();
    await page.locator("#q-category").selectOption("product.cured-hard");
    await page.locator("#q-description").fill(mine.matter);
    await page.locator("#q-phone").fill("+905321234567");
    await page.getByText(text("file.expectation.replacement")).click();
    await page.getByRole("button", { name: text("site.complain.check") }).click();
    await page.getByRole("heading", { name: text("site.complain.review") }).waitFor();
    expect(await fitsWindow(page)).toBe(true);
    await screenshot(page, `site-review-${language}-390`, "whole");
    await page.getByRole("button", { name: text("file.review.yes") }).click();
    await page.getByRole("heading", { name: text("notice.registered") }).waitFor();
    await screenshot(page, `site-filed-${language}-390`, "whole");
    const codes = await page.locator(".code strong").allInnerTexts();
    const [number = "", passcode = ""] = codes.map((code) => code.replaceAll(" ", ""));
    expect((await site.complaintOf(number)).door).toBe("site");

    await page.goto(`${site.stage.url}/follow?n=${number}&lang=${language}`);
    await page.getByLabel(text("view.passcode")).fill(passcode);
    await page.getByRole("button", { name: text("site.follow.enter") }).click();
    await page.getByText(text("status.received"), { exact: true }).first().waitFor();
    await page.getByText(text("follow.add"), { exact: true }).click();
    await page.locator("#add-q-what").fill(mine.no);
    await page.locator("#add-files").setInputFiles(photo);
    await page
      .locator("form.action", { has: page.locator("#add-q-what") })
      .locator("button")
      .click();
    await page.getByRole("status").waitFor();
    await site.stage.world.settled();
    await site.reviewed(number);
    await site.decided(number, { report: mine.matter });
    await page.reload();
    await screenshot(page, `site-decision-${language}-390`, "whole");
    expect(await fitsWindow(page)).toBe(true);
    await page.locator("#decision-more").fill(mine.no);
    await page.getByRole("button", { name: text("consent.reject"), exact: true }).click();
    await page.getByText(text("status.under_evaluation"), { exact: true }).first().waitFor();
    await site.decided(number, { report: mine.product, alternatives: ["3 × 5 kg", "5 kg + 20 %"] });
    await page.reload();
    await page
      .getByText(text("consent.alternative", { key: "b", title: "5 kg + 20 %" }))
      .last()
      .click();
    await screenshot(page, `site-alternatives-${language}-390`, "whole");
    await page.getByRole("button", { name: text("consent.accept"), exact: true }).click();
    await page.getByText(text("status.closed"), { exact: true }).first().waitFor();
    const ended = await site.complaintOf(number);
    expect(ended.closing).toBe("accepted");
    expect(ended.rounds.map(({ consent }) => consent?.answers.at(-1))).toMatchObject([
      { answer: "reject", door: "site", reason: mine.no },
      { answer: "accept", door: "site", alternative: "b" },
    ]);
    await screenshot(page, `site-closed-${language}-390`, "whole");
    await page.getByRole("link", { name: text("site.follow.report") }).click();
    await page.getByRole("heading", { name: text("view.report") }).waitFor();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    await screenshot(page, `site-report-${language}-print`, "whole");
    expect(await page.locator(".languages").isVisible()).toBe(false);
    await page.context().close();
  });
});
