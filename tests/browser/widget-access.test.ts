import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { BrowserContextOptions, Page } from "playwright-core";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { WidgetStage } from "../support/widget-stage.ts";

const LANGUAGES = ["fa", "en", "tr", "ar", "ru"];
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const action = (title: string): object => ({ type: "messageBack", title, text: title, value: { token: title } });

/** One message of every shape, in two directions of writing. */
const SHAPES = [
  { text: "سلام! Your number is 4711 0815 23.\nhttps://shop.example", locale: "fa" },
  {
    text: "Report",
    attachments: [
      { contentType: "application/pdf", contentUrl: "http://redress.test/report.pdf", name: "گزارش.pdf" },
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: { body: [{ type: "FactSet", facts: [{ title: "محصول", value: "ER-200" }] }] },
      },
    ],
  },
  { text: "An agent", from: { id: "agent", name: "Technical support", role: "bot" } },
];

describe("the widget for everybody", () => {
  let stage: WidgetStage;

  beforeAll(async () => {
    stage = await WidgetStage.open();
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  /** A window with messages of every kind, one of which could not be sent. */
  const fill = async (language: string, options: BrowserContextOptions): Promise<Page> => {
    stage.server.answer = (said) => {
      if (said !== undefined) return [];
      const last = { text: "?", locale: language, suggestedActions: { actions: [action("بله"), action("No")] } };
      return [...SHAPES.map((shape) => ({ ...shape, locale: language })), last];
    };
    const page = await stage.visit({ "data-lang": language, "data-color": "#f5c400" }, options);
    await page.locator(".launcher").click();
    await page.getByText("?", { exact: true }).waitFor();
    return page;
  };

  for (const language of LANGUAGES) {
    for (const [device, options] of [
      ["desktop", {}],
      ["phone", PHONE],
    ] as const) {
      for (const colorScheme of ["light", "dark"] as const) {
        test(`axe finds nothing serious: ${language}, ${device}, ${colorScheme}`, async () => {
          const page = await fill(language, { ...options, colorScheme, reducedMotion: "reduce" });
          await page.locator(".attach").click();
          stage.server.troubles.refusals = [400];
          await screenshot(page, `widget-${language}-${device}-${colorScheme}`);
          expect(await seriousFindings(page)).toEqual([]);
          await page.getByRole("textbox").fill("x");
          await page.locator(".send").click();
          await page.locator(".retry").waitFor();
          expect(await seriousFindings(page)).toEqual([]);
          expect(await smallTargets(page)).toEqual([]);
        });
      }
    }
  }

  test("the keyboard alone opens, answers, writes, sends and closes, and comes back to the launcher", async () => {
    const page = await stage.visit({ "data-lang": "en" });
    stage.server.answer = (said) =>
      said === undefined
        ? [{ text: "Hello", suggestedActions: { actions: [action("File")] } }]
        : [{ text: `Heard: ${said.text ?? ""}` }];
    await page.locator(".launcher").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Hello").waitFor();
    expect(await focused(page)).toBe("Write a message");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await focused(page)).toBe("File");
    await page.keyboard.press("Enter");
    await page.getByText("Heard: File").waitFor();
    expect(await focused(page)).toBe("Write a message");
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Enter");
    await page.getByText("Heard: By keyboard").waitFor();
    expect(await outlineOfFocused(page)).not.toBe("none");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await focused(page)).toBe("Chat with us");
  });

  test("on a phone it fills the screen, keeps Tab within, and does not raise the keyboard by itself", async () => {
    const page = await fill("fa", { ...PHONE, reducedMotion: "reduce" });
    const dialog = page.getByRole("dialog");
    expect(await dialog.getAttribute("aria-modal")).toBe("true");
    expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await page.getByRole("textbox").evaluate((node) => node.matches(":focus"))).toBe(false);
    const seen = new Set<string>();
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press("Tab");
      seen.add(await focused(page));
    }
    expect([...seen]).toContain("بستن");
    expect(seen.has("")).toBe(false);
    await page.getByRole("button", { name: "بستن" }).click();
    expect(await focused(page)).toBe("گفت‌وگو با ما");
  });

  test("new messages are announced politely, and a log names itself", async () => {
    const page = await fill("fa", {});
    const log = page.getByRole("log", { name: "گفت‌وگو" });
    expect(await log.getAttribute("aria-busy")).toBe("false");
    await expect(page.getByRole("log").getByText("دستیار:").count()).resolves.toBeGreaterThan(0);
  });

  test("who wants no motion sees none", async () => {
    const page = await fill("en", { reducedMotion: "reduce" });
    stage.server.conversation.say({ type: "typing" });
    const dot = page.locator(".typing i").first();
    await dot.waitFor();
    expect(await dot.evaluate((node) => getComputedStyle(node).animationName)).toBe("none");
  });

  test("at 320 pixels and at 200 percent nothing is cut off sideways", async () => {
    const page = await fill("fa", { viewport: { width: 320, height: 512 } });
    const isWider = await page.getByRole("log").evaluate((node) => node.scrollWidth > node.clientWidth);
    expect(isWider).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

/** Name of what has the focus within the widget; empty where the focus is elsewhere. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.querySelector("redress-chat")?.shadowRoot?.activeElement;
    return active?.getAttribute("aria-label") ?? active?.textContent ?? "";
  });
}

async function outlineOfFocused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.querySelector("redress-chat")?.shadowRoot?.activeElement;
    return active === null || active === undefined ? "none" : getComputedStyle(active).outlineStyle;
  });
}

/** What can be pressed and is smaller than 24 by 24 pixels (WCAG 2.2, 2.5.8); links within sentences are excepted there. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...(document.querySelector("redress-chat")?.shadowRoot?.querySelectorAll("button, label, textarea") ?? [])]
      .filter((target) => target.checkVisibility())
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((target) => target.outerHTML),
  );
}
