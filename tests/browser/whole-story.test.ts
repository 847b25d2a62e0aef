import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import { englishDecision, filesInEnglish, filesInPersian, gpsPhoto, persian } from "../support/browser-filing.ts";
import { ChatPage } from "../support/chat-page.ts";
import { openBrowser, screenshot } from "../support/chromium.ts";
import { openForeignShop } from "../support/foreign-shop.ts";
import type { ForeignShop } from "../support/foreign-shop.ts";
import { freshDatabase } from "../support/postgres.ts";
import { ServerProcess } from "../support/server-process.ts";
import { StaffAtApi } from "../support/staff-at-api.ts";

/** The words of the process, which no catalogue may change. */
const status = {
  received: "دریافت شکایت",
  evaluation: "در حین ارزیابی",
  concluded: "به نتیجه رسید",
  closed: "مسدود",
} as const;
const STORY_MS = 300_000;

describe("the whole story in a browser, on the real server", () => {
  const troubles: string[] = [];
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let shop: ForeignShop;
  let server: ServerProcess;
  let first: StaffAtApi;
  let second: StaffAtApi;

  beforeAll(async () => {
    [browser, shop] = await Promise.all([openBrowser(), openForeignShop()]);
    server = await ServerProcess.prepare({ DATABASE_URL: await freshDatabase(), WIDGET_ORIGINS: shop.origin });
    shop.embeds(server.url);
    await server.start();
    const owner = { email: "owner@example.org", name: "Owner", language: "fa" };
    const administrator = await StaffAtApi.byLink(server.url, server.firstToken, owner);
    first = await administrator.invites("First", "agent");
    second = await administrator.invites("Second", "agent");
  }, STORY_MS);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    shop.close();
    expect(await server.close()).toBe(0);
  });

  const newVisitor = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    const context = await browser.newContext(options);
    contexts.push(context);
    return context;
  };

  const visit = async (context: BrowserContext, url: string): Promise<Page> => {
    const page = await context.newPage();
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (line) => {
      if (/Content Security Policy|Uncaught/u.test(line.text())) troubles.push(line.text());
    });
    await page.goto(url);
    return page;
  };

  const review = (category: string) => ({
    kind: "first_review",
    category,
    department: "quality",
    severity: "medium",
    safety: false,
    complexity: "low",
    impact: "medium",
    immediateAction: false,
  });

  test(
    "in Persian, on a foreign page: filed with a photo, asked, decided, rejected, decided again, accepted",
    async () => {
      const visitor = await newVisitor({
        viewport: { width: 1000, height: 760 },
        locale: "fa-IR",
        timezoneId: "Asia/Tehran",
      });
      const chat = new ChatPage(await visit(visitor, shop.origin), "fa");
      const show = (station: string) => screenshot(chat.page, `story-fa-${station}`);
      const asksForStatus = async (word: string): Promise<void> => {
        await chat.writes("وضعیت");
        await chat.hears(`${chat.text("view.status")}${word}`);
      };

      await chat.opens();
      await chat.hears(chat.text("menu.ask"));
      await show("01-menu");
      expect(await chat.findings()).toEqual([]);

      const { number, passcode } = await filesInPersian(chat, show);
      const filed = await first.finds(number);
      const { id, matter } = filed.complaint;
      expect(filed.complaint.status).toBe("received");
      expect(matter.description).toBe(persian.matter.join("\n"));

      const [photo] = filed.attachments;
      expect(filed.attachments).toEqual([{ id: photo?.id, state: "stored" }]);
      expect((await sharp(await gpsPhoto()).metadata()).exif).toBeDefined();
      expect((await sharp(await first.downloads(photo?.id ?? "")).metadata()).exif).toBeUndefined();

      const before = await chat.log();
      await chat.page.reload();
      await chat.hears(number);
      expect(await chat.log()).toEqual(before);
      await show("08-reloaded");
      await asksForStatus(status.received);
      await show("09-status-received");

      await first.does(id, review(matter.category));
      await chat.hears(status.evaluation);
      await first.does(id, { kind: "ask", text: persian.question });
      await chat.hears(persian.question);
      await show("10-question");

      await server.kill();
      await chat.page.getByText(chat.text("widget.connecting")).waitFor();
      await chat.page.getByRole("textbox").fill(persian.answer);
      await chat.page.locator(".send").click();
      await chat.page.locator(".trouble").waitFor();
      await show("11-server-gone");
      await server.start();
      await chat.hears(chat.text("question.more"));
      await show("12-server-back");
      expect((await chat.log()).filter((line) => line.includes(persian.answer))).toHaveLength(1);
      await chat.presses(chat.text("question.send"));
      await chat.hears(chat.text("question.told"));
      expect((await first.sees(id)).complaint.questions[0]?.answer?.words).toBe(persian.answer);

      await first.does(id, persian.firstDecision);
      await chat.hears(persian.firstDecision.report);
      await show("13-first-decision");
      await asksForStatus(status.concluded);
      await show("14-status-concluded");
      await chat.presses(chat.text("follow.answer_decision"));
      await chat.presses(chat.text("consent.reject"));
      await chat.hears(chat.text("notice.second_evaluation", { number: { code: number } }));
      await chat.isOffered(chat.text("consent.no_reason"));
      await chat.writes(persian.reason);
      await chat.hears(number);
      await show("15-rejected");
      await asksForStatus(status.evaluation);

      expect(await first.isRefused(id, persian.secondDecision)).toBe("refusal.same_decider");
      const tab = new ChatPage(await visit(visitor, shop.origin), "fa");
      await tab.page.getByRole("textbox").or(tab.page.locator(".launcher")).first().waitFor();
      if ((await tab.page.getByRole("textbox").count()) === 0) await tab.opens();
      await second.does(id, persian.secondDecision);
      await Promise.all([chat, tab].map((each) => each.hears(persian.secondDecision.report)));
      await show("16-second-decision");
      await screenshot(tab.page, "story-fa-17-second-tab");
      expect(await tab.log()).toEqual(await chat.log());
      await tab.presses(chat.text("consent.accept"));
      await chat.hears(chat.text("notice.closed", { rule: "accepted", number: { code: number } }));
      await show("18-accepted");
      await asksForStatus(status.closed);
      await show("19-status-closed");
      expect(await chat.findings()).toEqual([]);

      const { complaint } = await second.sees(id);
      expect(complaint).toMatchObject({ status: "closed", closing: "accepted" });
      expect(complaint.rounds.map(({ consent }) => consent?.answers)).toEqual([
        [expect.objectContaining({ answer: "reject", reason: persian.reason })],
        [expect.objectContaining({ answer: "accept" })],
      ]);
      for (const secret of [number, passcode, passcode.replaceAll(" ", ""), persian.answer, persian.reason])
        expect(server.output).not.toContain(secret);
    },
    STORY_MS,
  );

  test(
    "in English, on a phone at night: filed on the chat page, and followed from another phone by number and passcode",
    async () => {
      const phone = {
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        locale: "en-GB",
        timezoneId: "Europe/Istanbul",
        colorScheme: "dark",
      } as const;
      const chat = new ChatPage(await visit(await newVisitor(phone), `${server.url}/chat?lang=en`), "en");
      const show = (station: string) => screenshot(chat.page, `story-en-${station}`);
      await chat.hears(chat.text("menu.ask"));
      await show("1-menu");
      expect(await chat.findings()).toEqual([]);
      const { number, passcode } = await filesInEnglish(chat, show);
      const { id, matter } = (await first.finds(number)).complaint;
      await first.does(id, review(matter.category));
      await chat.hears("under evaluation");

      const other = new ChatPage(await visit(await newVisitor(phone), `${server.url}/chat?lang=en`), "en");
      await other.hears(other.text("menu.ask"));
      await other.presses(other.text("menu.follow"));
      await other.hears(other.text("follow.number"));
      await other.writes(number);
      await other.hears(other.text("follow.passcode"));
      await other.writes("0000 0000 0000");
      await other.hears(other.text("refusal.number_or_passcode"));
      await screenshot(other.page, "story-en-5-wrong-passcode");
      await other.writes(number);
      await other.hears(other.text("follow.passcode"));
      await other.writes(passcode);
      await other.hears(`${other.text("view.status")}Under evaluation`);
      await screenshot(other.page, "story-en-6-followed-elsewhere");
      expect(await other.findings()).toEqual([]);

      await first.does(id, englishDecision);
      await chat.hears(englishDecision.report);
      await show("7-decision");
      await chat.writes("yes");
      await chat.hears(chat.text("notice.closed", { rule: "accepted", number: { code: number } }));
      await show("8-accepted");
      expect((await first.sees(id)).complaint).toMatchObject({ status: "closed", closing: "accepted" });
    },
    STORY_MS,
  );
});
