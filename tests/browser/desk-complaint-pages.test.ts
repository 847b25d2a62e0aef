import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { ComplaintAtDesk } from "../support/desk-complaint.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { deskText } from "../support/desk-text.ts";

/** Many windows are opened one after another. */
const LONG_MS = 240_000;

let stage: DeskStage;
let mina: StagedAgent;

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "fa" });
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

describe("the complaint's pages at the desk", () => {
  test(
    "is filed on a customer's behalf: checked, read back, filed once",
    async () => {
      const fa = deskText("fa");
      await stage.files({ name: "پیشین", phone: "+989121112233", lot: "B-9090" });
      const page = await stage.window(mina, { path: "/complaints/new" });
      const form = page.locator("form", { has: page.getByLabel(fa("complaint.heard_by")) });
      await form.getByLabel(fa("complaint.name")).fill("مشتری تازه");
      await form.getByLabel(fa("complaint.phone")).fill("12");
      await form.getByRole("combobox", { name: fa("complaint.category") }).click();
      await page.getByRole("option").first().click();
      await form.getByLabel(fa("complaint.filing.description")).fill("بسته خیس بود.");
      await form.getByLabel(fa("complaint.lot")).fill("B-9090");
      await form.getByText(fa("complaint.duplicates")).waitFor();
      await form.getByRole("button", { name: fa("complaint.filing.read_back") }).click();
      await form.getByText(fa("complaint.phone.wrong")).waitFor();
      await form.getByLabel(fa("complaint.phone")).fill("۰۹۱۲ ۱۱۱ ۲۲۳۳");
      expect(await seriousFindings(page)).toEqual([]);
      await screenshot(page, "desk-filing-fa");
      await form.getByRole("button", { name: fa("complaint.filing.read_back") }).click();
      await page.getByText("+989121112233").waitFor();
      await screenshot(page, "desk-filing-read-back-fa");
      await page.getByRole("button", { name: fa("complaint.filing.file") }).click();
      await page.getByText(fa("complaint.filing.done")).waitFor();
      await page.getByRole("link", { name: fa("complaint.filing.open") }).click();
      await new ComplaintAtDesk(page).isIn("received");
    },
    LONG_MS,
  );

  test(
    "reads well by day and by night, in both directions, on a desk and on a phone",
    async () => {
      const { id } = await stage.files({ name: "Müşteri", phone: "+905321234567", language: "tr", lot: "L-77" });
      const eve = await stage.agent("Eve", { language: "en" });
      for (const [agent, language] of [
        [mina, "fa"],
        [eve, "en"],
      ] as const)
        for (const colorScheme of ["light", "dark"] as const)
          for (const width of [1280, 390]) {
            const page = await stage.window(agent, {
              path: `/complaints/${id}`,
              colorScheme,
              viewport: { width, height: 800 },
            });
            await page.locator("[data-complaint]").waitFor();
            await page.locator('[data-step="first_review"]').waitFor();
            await page.getByRole("button", { name: deskText(language)("complaint.proof.show") }).click();
            await page.locator("table").first().waitFor();
            expect(await seriousFindings(page)).toEqual([]);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            expect(overflow).toBeLessThanOrEqual(0);
            await screenshot(page, `desk-complaint-${language}-${colorScheme}-${String(width)}`);
            await page.context().close();
          }
    },
    LONG_MS,
  );
});
