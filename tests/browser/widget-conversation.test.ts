import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { FakeActivity } from "../support/fake-direct-line.ts";
import { WidgetStage } from "../support/widget-stage.ts";

const GREETING = "سلام! چطور می‌توانیم کمک کنیم؟";
const tap = (title: string, token: string): object => ({
  type: "messageBack",
  title,
  text: title,
  displayText: title,
  value: { token },
});

/** Greets in Persian with two buttons, and repeats what it hears. */
function answer(said: FakeActivity | undefined): readonly Partial<FakeActivity>[] {
  if (said !== undefined) return [{ text: `شنیدم: ${said.text ?? ""}`, locale: "fa" }];
  const actions = [tap("ثبت شکایت", "1.a"), tap("پیگیری", "1.b")];
  return [{ text: GREETING, locale: "fa", suggestedActions: { actions } }];
}

describe("a conversation in the widget on a foreign page", () => {
  let stage: WidgetStage;

  beforeAll(async () => {
    stage = await WidgetStage.open();
  });
  beforeEach(async () => {
    await stage.reset();
    stage.server.answer = answer;
  });
  afterEach(() => {
    expect(stage.complaints).toEqual([]);
  });
  afterAll(() => stage.close());

  const openChat = async (page: Page, name = "گفت‌وگو با ما"): Promise<void> => {
    await page.getByRole("button", { name }).click();
    await page.getByText(GREETING).waitFor();
  };

  test("nothing is asked of the server before the customer opens it", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await page.getByRole("button", { name: "گفت‌وگو با ما" }).waitFor();
    expect(stage.server.calls.filter((call) => !call.includes("widget.js"))).toEqual([]);
    await openChat(page);
    expect(stage.server.conversations).toHaveLength(1);
  });

  test("a tap sends the button's token and shows its words, and the buttons are gone", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    await page.getByRole("button", { name: "ثبت شکایت" }).click();
    await page.getByText("شنیدم: ثبت شکایت").waitFor();
    const said = stage.server.conversation.log.find(({ from }) => from?.role === "user");
    expect(said).toMatchObject({ type: "message", text: "ثبت شکایت", value: { token: "1.a" }, locale: "fa" });
    expect(await page.getByRole("button", { name: "پیگیری" }).count()).toBe(0);
  });

  test("Enter sends, Shift with Enter begins a line, and what the server has shows no doubt", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    const field = page.getByRole("textbox");
    await field.pressSequentially("رزین");
    await page.keyboard.press("Shift+Enter");
    await field.pressSequentially("سفت رسید");
    await page.keyboard.press("Enter");
    await page.getByText("شنیدم: رزین").waitFor();
    expect(stage.server.conversation.said).toEqual(["رزین\nسفت رسید"]);
    expect(await field.inputValue()).toBe("");
    expect(await page.getByText("در حال فرستادن").count()).toBe(0);
  });

  test("the conversation is there again on the next page and after a reload, open as it was left", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    await page.getByRole("button", { name: "پیگیری" }).click();
    await page.getByText("شنیدم: پیگیری").waitFor();
    await page.getByRole("textbox").fill("نیمه‌نوشته");
    await page.goto(stage.shopUrl("/resin"));
    await page.getByText("شنیدم: پیگیری").waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("نیمه‌نوشته");
    await page.reload();
    await page.getByText("شنیدم: پیگیری").waitFor();
    expect(await page.getByText(GREETING).count()).toBe(1);
    expect(stage.server.conversations).toHaveLength(1);
  });

  test("what comes while the window is closed is counted on the launcher, and seen in one tab is seen in all", async () => {
    const page = await stage.visit({ "data-lang": "en" });
    await page.getByRole("button", { name: "Chat with us" }).click();
    await page.getByText(GREETING).waitFor();
    await page.keyboard.press("Escape");
    stage.server.conversation.say({ text: "One", locale: "en" });
    stage.server.conversation.say({ text: "Two", locale: "en" });
    await page.getByRole("button", { name: "Chat with us. New messages: 2" }).waitFor();
    const other = await stage.visitAgain(page.context(), { "data-lang": "en" }, "/resin");
    await other.getByRole("button", { name: "Chat with us. New messages: 2" }).click();
    await other.getByText("Two").waitFor();
    await page.getByRole("button", { name: "Chat with us", exact: true }).waitFor();
  });

  test("two tabs hold one conversation, and each message stands once in both", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    const other = await stage.visitAgain(page.context(), { "data-lang": "fa" });
    await other.getByRole("button", { name: "گفت‌وگو با ما" }).click();
    await other.getByText(GREETING).waitFor();
    await page.getByRole("textbox").fill("از زبانهٔ اول");
    await page.keyboard.press("Enter");
    await other.getByText("شنیدم: از زبانهٔ اول").waitFor();
    await other.getByRole("textbox").fill("از زبانهٔ دوم");
    await other.keyboard.press("Enter");
    await page.getByText("شنیدم: از زبانهٔ دوم").waitFor();
    for (const tab of [page, other]) expect(await tab.getByText("از زبانهٔ اول", { exact: true }).count()).toBe(1);
    expect(stage.server.conversations).toHaveLength(1);
  });

  test("the window takes the language in which the bot goes on, with its direction", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    expect(await page.getByRole("dialog").evaluate((node) => getComputedStyle(node).direction)).toBe("rtl");
    stage.server.conversation.say({ text: "From now on in English.", locale: "en" });
    await page.getByRole("button", { name: "Close" }).waitFor();
    expect(await page.getByRole("dialog").evaluate((node) => getComputedStyle(node).direction)).toBe("ltr");
  });

  test("each message has its own direction, links open safely, codes keep their order", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    const { conversation } = stage.server;
    conversation.say({ text: "In English, left to right: https://shop.example/a?b=1.", locale: "fa" });
    conversation.say({ text: "رمز شما 1234 5678 9012 است. javascript:alert(1)", locale: "fa" });
    const link = page.getByRole("link", { name: "https://shop.example/a?b=1" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://shop.example/a?b=1");
    expect(await link.getAttribute("rel")).toContain("noopener");
    const direction = await page.getByText("In English, left").evaluate((node) => getComputedStyle(node).direction);
    expect(direction).toBe("ltr");
    const code = page.locator("bdi", { hasText: "1234 5678 9012" });
    expect(await code.evaluate((node) => getComputedStyle(node).direction)).toBe("ltr");
    expect(await page.getByRole("dialog").getByRole("link").count()).toBe(1);
  });

  test("a card stands for the words that say the same, a message by an agent bears a name", async () => {
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    const words = "درست است؟\n\nمحصول: رزین";
    const body = [
      { type: "TextBlock", text: "درست است؟" },
      { type: "FactSet", facts: [{ title: "محصول", value: "رزین \\#7" }] },
    ];
    stage.server.conversation.say({
      text: words,
      locale: "fa",
      attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: { fallbackText: words, body } }],
    });
    stage.server.conversation.say({
      text: "من پیگیری می‌کنم",
      locale: "fa",
      from: { id: "agent", name: "پشتیبانی فنی", role: "bot" },
    });
    await page.getByText("پشتیبانی فنی").waitFor();
    expect(await page.getByRole("definition").innerText()).toBe("رزین #7");
    expect(await page.getByText("درست است؟").count()).toBe(1);
  });

  test("somebody is typing until they have said it", async () => {
    const page = await stage.visit({ "data-lang": "en" });
    await openChat(page, "Chat with us");
    stage.server.conversation.say({ type: "typing" });
    await page.getByText("در حال نوشتن").waitFor();
    stage.server.conversation.say({ text: "Done", locale: "fa" });
    await page.getByText("در حال نوشتن").waitFor({ state: "detached" });
  });

  test("who reads further up is not moved, and is told that something came", async () => {
    stage.server.answer = (said) => (said === undefined ? [{ text: GREETING }, { text: "بلند\n".repeat(80) }] : []);
    const page = await stage.visit({ "data-lang": "fa" });
    await openChat(page);
    const log = page.getByRole("log");
    await page.getByText("بلند").waitFor();
    // Browsers tell of scrolling with the next frame.
    await log.evaluate((node) => {
      node.scrollTo(0, 0);
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    stage.server.conversation.say({ text: "تازه", locale: "fa" });
    const jump = page.getByRole("button", { name: "پیام‌های تازه" });
    await jump.waitFor();
    expect(await log.evaluate((node) => node.scrollTop)).toBe(0);
    await jump.click();
    await jump.waitFor({ state: "detached" });
    expect(await log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight)).toBeLessThan(2);
  });
});
