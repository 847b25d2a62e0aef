import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";

let stage: DeskStage;
let mina: StagedAgent;
let joan: StagedAgent;
const rows = (page: Page) => page.locator("[data-queue-row]");

// Everything is built and started anew first, which takes its time on a busy machine.
jest.setTimeout(240_000);

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "fa" });
  joan = await stage.agent("Joan", { language: "en" });
  for (const description of ["The mug arrived broken.", "The tin leaks.", "رزین کیفیت خوبی ندارد، سفارش ۱۲۳۴"])
    await stage.files({ description, language: /[a-z]/u.test(description) ? "en" : "fa" });
});
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

/** Presses one place of the keyboard, whatever letter is printed on it there. */
async function pressPlace(page: Page, code: string, key: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  for (const type of ["keyDown", "keyUp"] as const)
    await protocol.send("Input.dispatchKeyEvent", { type, code, key, ...(type === "keyDown" ? { text: key } : {}) });
  await protocol.detach();
}

describe("the queue", () => {
  test("is gone through by keys alone: down, open, back, elsewhere, and the keys themselves", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await rows(page).first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await rows(page).nth(1).getAttribute("data-queue-row");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-queue-row"))).toBe(second);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/desk/complaints/${second ?? ""}?queue=open`);
    await page.keyboard.press("u");
    await page.waitForURL("**/desk/complaints/?queue=open");
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await page.waitForURL("**/desk/conversations");
    await page.keyboard.press("Shift+Slash");
    await page.getByRole("dialog").getByText("Search complaints").waitFor();
  });

  test("hears places on the keyboard, so that a Persian layout works, and other keys where one prefers them", async () => {
    const page = await stage.window(mina, { path: "/complaints?queue=open" });
    await rows(page).first().waitFor();
    await pressPlace(page, "KeyJ", "ت");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-queue-row"));
    expect(await focused()).toBe(await rows(page).first().getAttribute("data-queue-row"));
    await page.keyboard.press("Shift+Slash");
    await page.getByRole("button", { name: "تغییر کلیدهای «بعدی»" }).click();
    await pressPlace(page, "KeyK", "ن");
    await page.getByText("این کلیدها برای «قبلی» است.").waitFor();
    await pressPlace(page, "KeyW", "ص");
    await pressPlace(page, "KeyN", "د");
    await page.getByRole("button", { name: "ذخیره", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.reload();
    await rows(page).first().waitFor();
    await page.waitForFunction(() => document.title !== "");
    await pressPlace(page, "KeyW", "ص");
    await pressPlace(page, "KeyN", "د");
    expect(await focused()).toBe(await rows(page).first().getAttribute("data-queue-row"));
  });

  test("finds Persian words however they were typed", async () => {
    const page = await stage.window(mina, { path: "/complaints?queue=open" });
    await rows(page).nth(1).waitFor();
    await page.keyboard.press("/");
    // Arabic ي and ك, and Latin digits, where the customer had the Persian ones.
    await page.keyboard.type("كيفيت 1234");
    await page.waitForURL("**/desk/complaints?q=*");
    await rows(page).nth(1).waitFor({ state: "hidden" });
    expect(await rows(page).first().textContent()).toContain("رزین");
  });

  test("leads from a tracking number straight to its complaint", async () => {
    const { id, number } = await stage.files({ description: "The lid is bent.", language: "en" });
    const page = await stage.window(joan);
    await page.getByRole("textbox", { name: "Search complaints" }).fill(number);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/desk/complaints/${id}*`);
  });

  test("keeps a filter under a name, in every window", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Evaluator").selectOption({ label: "Nobody" });
    await page.getByLabel("Keep as").fill("Fresh ones");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("“Fresh ones” is kept.").waitFor();
    const other = await stage.window(joan);
    await other.getByRole("link", { name: "Fresh ones" }).click();
    await other.waitForURL("**/desk/complaints/?queue=open&evaluator=nobody");
    await rows(other).first().waitFor();
  });

  test("shows what was filed meanwhile without being asked", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await rows(page).first().waitFor();
    await stage.files({ description: "The handle came off.", language: "en" });
    await page.getByText("The handle came off.").waitFor();
  });

  test("takes back a step for several complaints before it is sent", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await rows(page).first().waitFor();
    await page.getByRole("checkbox").nth(0).check();
    await page.getByRole("button", { name: "Assign …" }).click();
    const choice = page.getByRole("dialog").getByLabel("Evaluator");
    await choice.selectOption({ label: "Mina" });
    await page.getByRole("dialog").getByRole("button", { name: "Assign …" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor({ state: "hidden" });
    expect(await mina.call("GET", `/complaints?evaluator=${mina.id}`)).toEqual({ rows: [] });
  });

  test("looks right and passes axe in both directions, by day and night, on a desk and a phone", async () => {
    for (const [agent, colorScheme, width] of [
      [joan, "light", 1280],
      [mina, "dark", 1280],
      [mina, "light", 390],
      [joan, "dark", 390],
    ] as const) {
      const page = await stage.window(agent, {
        colorScheme,
        viewport: { width, height: 800 },
        path: "/complaints?queue=open",
      });
      await rows(page).first().waitFor();
      await page.getByRole("navigation").first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await screenshot(page, `desk-queue-${agent.language}-${colorScheme}-${String(width)}`);
    }
  });
});
