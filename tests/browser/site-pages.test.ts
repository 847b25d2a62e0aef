import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey, PlainDate, TrackingNumber } from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextArgs, TextKey } from "../../core/language/text-key.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { openBrowser, screenshot, seriousFindings } from "../support/chromium.ts";
import { openSiteStage, smsSink } from "../support/site-stage.ts";
import type { SiteStage } from "../support/site-stage.ts";

jest.setTimeout(180_000);

const folder = new URL("../fixtures/pictures/", import.meta.url).pathname;
const photo = join(folder, "gps.jpg");

const spoken: Readonly<
  Record<"fa" | "tr" | "en", { readonly matter: string; readonly product: string; readonly no: string }>
> = {
  fa: { matter: "رزین سفت‌شده به دستم رسید.", product: "رزین اپوکسی", no: "تخفیف به کارم نمی‌آید." },
  tr: { matter: "Reçine sertleşmiş olarak geldi.", product: "Epoksi reçine", no: "İndirim işime yaramaz." },
  en: { matter: "The resin arrived hardened.", product: "Epoxy resin", no: "A discount does not help me." },
};

describe("the customer's site in a browser", () => {
  let browser: Browser;
  let stage: SiteStage;
  let staff: readonly Agent[];
  const troubles: string[] = [];

  beforeAll(async () => {
    const telegram = { ...smsSink, name: "telegram" as const };
    [browser, stage] = await Promise.all([
      openBrowser(),
      openSiteStage([smsSink, telegram], (start) => [
        { channel: "telegram", url: `https://t.me/demo${start === undefined ? "" : `?start=${start}`}` },
      ]),
    ]);
    staff = [await stage.world.agent("agent", "First"), await stage.world.agent("agent", "Second")];
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
    expect(troubles).toEqual([]);
  });

  const visit = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (line) => {
      if (/Content Security Policy|Uncaught/u.test(line.text())) troubles.push(line.text());
    });
    await page.goto(`${stage.url}${path}`);
    return page;
  };
  const say = (language: Language) => (key: TextKey, args?: TextArgs) =>
    sayIn(language, "Europe/Istanbul", stage.world.ports.clock.now())(key, args);
  const complaintOf = async (number: string): Promise<Complaint> => {
    const found = await stage.world.store.complaints.byNumber(brand<TrackingNumber>(number));
    if (found === undefined) throw new Error(`no complaint ${number}`);
    return found;
  };
  const reviewed = async (number: string): Promise<void> => {
    const { id, matter } = await complaintOf(number);
    const [first] = staff;
    if (first === undefined) throw new Error("no staff");
    await stage.world.redress.casework.command(
      id,
      {
        kind: "first_review",
        category: matter.category,
        department: brand<DepartmentKey>("quality"),
        severity: "low",
        safety: false,
        complexity: "low",
        impact: "low",
        immediateAction: false,
      },
      first,
    );
  };
  const decided = async (
    number: string,
    report: string,
    titles: readonly string[],
    by: Agent | undefined,
  ): Promise<void> => {
    if (by === undefined) throw new Error("no staff");
    const { id } = await complaintOf(number);
    const remedy = (what: string) => ({
      kind: "replacement" as const,
      what,
      who: "Logistics",
      by: brand<PlainDate>("2027-01-15"),
    });
    const result = await stage.world.redress.casework.command(
      id,
      {
        kind: "decide",
        decision: "partly_justified",
        report,
        attachments: [],
        remedies: titles.length === 0 ? [remedy("1 × 5 kg")] : [],
        alternatives: titles.map((title) => ({ title, remedies: [remedy(title)] })),
      },
      by,
    );
    expect(result.ok).toBe(true);
    await stage.world.settled();
  };
  const isNarrowEnough = async (page: Page): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  const cases = [
    ["fa", false],
    ["tr", true],
    ["en", false],
  ] as const;

  test.each(cases)("the whole story in %s, script: %s", async (language, javaScriptEnabled) => {
    const mine = spoken[language];
    const text = say(language);
    const page = await visit(`/?lang=${language}`, {
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
    expect(await isNarrowEnough(page)).toBe(true);
    await screenshot(page, `site-review-${language}-390`, "whole");
    await page.getByRole("button", { name: text("file.review.yes") }).click();
    await page.getByRole("heading", { name: text("notice.registered") }).waitFor();
    await screenshot(page, `site-filed-${language}-390`, "whole");
    const codes = await page.locator(".code strong").allInnerTexts();
    const [number = "", passcode = ""] = codes.map((code) => code.replaceAll(" ", ""));
    expect((await complaintOf(number)).door).toBe("site");

    await page.goto(`${stage.url}/follow?n=${number}&lang=${language}`);
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
    await stage.world.settled();
    await reviewed(number);
    await decided(number, mine.matter, [], staff[0]);
    await page.reload();
    await screenshot(page, `site-decision-${language}-390`, "whole");
    expect(await isNarrowEnough(page)).toBe(true);
    await page.locator("#decision-more").fill(mine.no);
    await page.getByRole("button", { name: text("consent.reject"), exact: true }).click();
    await page.getByText(text("status.under_evaluation"), { exact: true }).first().waitFor();
    await decided(number, mine.product, ["3 × 5 kg", "5 kg + 20 %"], staff[1]);
    await page.reload();
    await page
      .getByText(text("consent.alternative", { key: "b", title: "5 kg + 20 %" }))
      .last()
      .click();
    await screenshot(page, `site-alternatives-${language}-390`, "whole");
    await page.getByRole("button", { name: text("consent.accept"), exact: true }).click();
    await page.getByText(text("status.closed"), { exact: true }).first().waitFor();
    const ended = await complaintOf(number);
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

  const filedBy = async (language: Language): Promise<{ readonly number: string; readonly passcode: string }> => {
    const page = await visit(`/complain?lang=${language}`, { javaScriptEnabled: false });
    await page.locator("#q-category").selectOption("product.cured-hard");
    await page.locator("#q-description").fill(spoken[language === "fa" ? "fa" : "en"].matter);
    await page.getByRole("button", { name: say(language)("site.complain.check") }).click();
    await page.getByRole("button", { name: say(language)("file.review.yes") }).click();
    const codes = await page.locator(".code strong").allInnerTexts();
    await page.context().close();
    const [number = "", passcode = ""] = codes.map((code) => code.replaceAll(" ", ""));
    await reviewed(number);
    await decided(number, spoken[language === "fa" ? "fa" : "en"].no, [], staff[0]);
    return { number, passcode };
  };

  for (const language of ["fa", "en"] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`axe finds nothing serious, and every page fits 320 px: ${language}, ${colorScheme}`, async () => {
        const { number, passcode } = await filedBy(language);
        for (const width of [1280, 320]) {
          const page = await visit(`/?lang=${language}`, {
            colorScheme,
            viewport: { width, height: 900 },
            reducedMotion: "reduce",
          });
          const shows = async (name: string): Promise<void> => {
            await screenshot(page, `site-${name}-${language}-${colorScheme}-${width}`, "whole");
            expect({ name, findings: await seriousFindings(page), fits: await isNarrowEnough(page) }).toEqual({
              name,
              findings: [],
              fits: true,
            });
          };
          await shows("home");
          await page.goto(`${stage.url}/complain?lang=${language}`);
          await shows("complain");
          await page.getByRole("button", { name: say(language)("site.complain.check") }).click();
          await page.getByRole("alert").waitFor();
          await shows("complain-errors");
          await page.goto(`${stage.url}/follow/lost?lang=${language}`);
          await shows("lost");
          await page.goto(`${stage.url}/follow?n=${number}&lang=${language}`);
          await shows("sign-in");
          await page.getByLabel(say(language)("view.passcode")).fill(passcode);
          await page.keyboard.press("Enter");
          await page.locator(".status").waitFor();
          for (const folded of await page.locator("summary").all()) await folded.click();
          await shows("complaint");
          await page.goto(`${stage.url}/follow/report?lang=${language}`);
          await shows("report");
          await page.context().close();
        }
      });
    }
  }

  test("the first paint takes at most 100 KB in all, and nothing inline", async () => {
    for (const path of ["/", "/complain?lang=fa", "/follow?lang=fa", "/follow/lost"]) {
      const page = await visit("/icon.svg");
      let bytes = 0;
      const counted: Promise<void>[] = [];
      page.on("response", (response) => {
        counted.push(
          response.body().then((body) => {
            bytes += body.length;
          }),
        );
      });
      const answer = await page.goto(`${stage.url}${path}`, { waitUntil: "networkidle" });
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
      const page = await visit("/complain?lang=en", { javaScriptEnabled: on });
      await page.locator("#q-category").selectOption("product.cured-hard");
      await page.locator("#q-description").fill(spoken.en.matter);
      await page.getByRole("button", { name: say("en")("site.complain.check") }).click();
      await page.getByRole("heading", { name: say("en")("site.complain.review") }).waitFor();
      await page.goBack();
      expect(await page.locator("#q-description").inputValue()).toBe(spoken.en.matter);
      expect(await page.locator("#q-category").inputValue()).toBe("product.cured-hard");
      await page.getByRole("button", { name: say("en")("site.complain.check") }).click();
      await page.getByRole("button", { name: say("en")("file.review.yes") }).click();
      await page.getByRole("heading", { name: say("en")("notice.registered") }).waitFor();
      await page.context().close();
    },
  );

  test("with the keyboard alone a complaint is filed, and its codes copied", async () => {
    const page = await visit("/complain?lang=en", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#q-category").focus();
    await page.keyboard.type("Arrived");
    await page.keyboard.press("Tab");
    await page.keyboard.type(spoken.en.matter);
    await page.keyboard.press("Tab");
    await page.keyboard.type(spoken.en.product);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: say("en")("site.complain.review") }).waitFor();
    await page.getByRole("button", { name: say("en")("file.review.yes") }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: say("en")("notice.registered") }).waitFor();
    await page
      .getByRole("button", { name: say("en")("site.copy") })
      .last()
      .focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: say("en")("site.copied") }).waitFor();
    const shown = (await page.locator(".code strong").last().innerText()).replaceAll(" ", "");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    await page.context().close();
  });
});
