import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { bubble, customerAt } from "../support/desk-visitor.ts";

let stage: DeskStage;

beforeAll(async () => {
  stage = await DeskStage.open();
  // The desk is built anew.
}, 180_000);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

/** A customer waits with a few words in each direction of writing. */
async function waiting(language: "en" | "fa"): Promise<void> {
  const chat = await customerAt(stage, language);
  await chat.presses(chat.text("menu.person"));
  await chat.writes("رزین سفت شده است. Lot A-2231");
  await chat.writes("The cans were cold when they came.");
}

describe("conversations at the desk", () => {
  test.each([
    ["fa", "Mina", "شما پاسخ می‌دهید", "پیام به مشتری"],
    ["en", "Sara", "You answer", "Message to the customer"],
  ] as const)("are worked on by keyboard alone, and axe finds nothing, in %s", async (language, name, own, field) => {
    const agent: StagedAgent = await stage.agent(name, { language });
    await waiting(language);
    const desk = await stage.window(agent, { path: "/conversations?view=waiting" });
    await desk.locator("[data-conversation]").first().waitFor();
    await desk.keyboard.press("j");
    await bubble(desk, "The cans were cold").first().waitFor();
    await desk.keyboard.press("t");
    await desk.getByText(own).first().waitFor();
    await desk.keyboard.press("r");
    expect(await desk.getByLabel(field).evaluate((element) => element === document.activeElement)).toBe(true);
    await desk.keyboard.type("Hello");
    await desk.keyboard.press("Control+Enter");
    await bubble(desk, "Hello").first().waitFor();
    await desk.waitForFunction(() => document.querySelector("[data-author=unsent]") === null);
    for (const [scheme, width] of [
      ["light", 1280],
      ["dark", 1280],
      ["light", 390],
      ["dark", 390],
    ] as const) {
      await desk.setViewportSize({ width, height: width === 390 ? 844 : 800 });
      await desk.emulateMedia({ colorScheme: scheme });
      await desk.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
      expect(await seriousFindings(desk)).toEqual([]);
      await screenshot(desk, `desk-conversation-${language}-${scheme}-${String(width)}`);
    }
  });
});
