import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Door } from "../../core/http/door.ts";
import { isFromHere } from "../../server/is-from-here.ts";
import { openBrowser, screenshot, seriousFindings } from "../support/chromium.ts";
import type { HttpBench } from "../support/http-bench.ts";
import { openSmsBench, smsMessage } from "../support/sms-bench.ts";
import type { SmsBench } from "../support/sms-bench.ts";

const iran = { channel: "sms", externalId: "+989121234567" } as const;
const turkey = { channel: "sms", externalId: "+905321234567" } as const;
const registered = "شکایت شما ثبت شد. شمارهٔ پیگیری \u20681234567890\u2069 رمز \u20680011 2233 4455\u2069";

let browser: Browser;
let bench: SmsBench;
let http: HttpBench;
let door: Door;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  bench = await openSmsBench();
  const { ids } = bench.ports;
  door = bench.open({
    outboxPage: { isFromHere, languages: ["en", "fa", "tr", "ar", "ru"], timeZone: "Asia/Tehran", ids },
  });
  await door.channel.send(iran, smsMessage(registered));
  bench.ports.advance(90_000);
  await door.channel.send(
    turkey,
    smsMessage("Şikayet 1234567890 yanıtınızı bekliyor. ".repeat(3).trim(), { language: "tr" }),
  );
  await door.channel.send(turkey, smsMessage("<b>Complaint</b> \u20681234567890\u2069 is closed.", { language: "en" }));
  http = await bench.serve(door);
});

afterEach(() => bench.close());

async function visit(path: string, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(`${http.url}${path}`);
  return page;
}

describe("the outbox page", () => {
  test.each([
    ["en", "ltr", "light"],
    ["fa", "rtl", "light"],
    ["fa", "rtl", "dark"],
  ] as const)(
    "shows in %s what would have been sent, newest first (%s, %s)",
    async (language, direction, colorScheme) => {
      const page = await visit(`/outbox?lang=${language}`, { colorScheme, viewport: { width: 800, height: 900 } });
      expect(await page.locator("html").getAttribute("dir")).toBe(direction);
      expect(await page.locator(".words").allInnerTexts()).toEqual([
        "<b>Complaint</b> 1234567890 is closed.",
        "Şikayet 1234567890 yanıtınızı bekliyor. ".repeat(3).trim(),
        "شکایت شما ثبت شد. شمارهٔ پیگیری 1234567890 رمز \u20680011 2233 4455\u2069",
      ]);
      expect(await page.locator("strong").allInnerTexts()).toEqual(["+905321234567", "+905321234567", "+989121234567"]);
      expect(await page.locator(".many").count()).toBe(1);
      expect(await seriousFindings(page)).toEqual([]);
      await screenshot(page, `outbox-${language}-${colorScheme}`);
      await page.close();
    },
  );

  test("gives each text its own direction, and reads a passcode in its order", async () => {
    const page = await visit("/outbox?lang=en");
    const [closed, , filed] = await page.locator(".words").all();
    const sideOf = (words: typeof filed) => words?.evaluate((element) => getComputedStyle(element).direction);
    expect([await sideOf(closed), await sideOf(filed)]).toEqual(["ltr", "rtl"]);
    const order = await filed?.evaluate((element) => {
      const node = element.firstChild;
      const text = node?.textContent ?? "";
      const leftOf = (part: string): number => {
        const range = document.createRange();
        range.setStart(node ?? element, text.indexOf(part));
        range.setEnd(node ?? element, text.indexOf(part) + part.length);
        return range.getBoundingClientRect().left;
      };
      return [leftOf("0011"), leftOf("2233"), leftOf("4455")];
    });
    expect(order).toEqual(order?.toSorted((one, other) => one - other));
    await page.close();
  });

  test("lets one answer as the customer, without a script", async () => {
    const page = await visit("/outbox?lang=fa", { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await page.locator(".answer").last().click();
    expect(await page.locator(".words").count()).toBe(1);
    await page.locator("textarea").fill("وضعیت");
    await screenshot(page, "outbox-fa-answer");
    await page.locator("button").click();
    await page.waitForURL("**/outbox?lang=fa");
    expect(bench.received).toMatchObject([
      { address: iran, phone: iran.externalId, reply: { kind: "text", text: "وضعیت" } },
    ]);
    await page.close();
  });

  test("shows what is new by itself, and takes away nothing that is being typed", async () => {
    const page = await visit(`/outbox?to=${encodeURIComponent(iran.externalId)}`);
    await page.locator("textarea").fill("half a sent");
    await door.channel.send(iran, smsMessage("تازه"));
    await page.locator(".words", { hasText: "تازه" }).waitFor();
    expect(await page.locator("textarea").inputValue()).toBe("half a sent");
    expect(await page.locator(".words").count()).toBe(2);
    await page.close();
  });

  test("answers this machine alone: no proxy, no name from elsewhere, no other site's form", async () => {
    const status = async (headers: Readonly<Record<string, string>>, init: RequestInit = {}) =>
      (await fetch(`${http.url}/outbox`, { ...init, headers })).status;
    expect(await status({})).toBe(200);
    expect(await status({ "x-forwarded-for": "127.0.0.1" })).toBe(404);
    const body = new URLSearchParams({ phone: iran.externalId, text: "status" });
    expect(await status({ origin: "https://evil.example" }, { method: "POST", body })).toBe(403);
    expect(await status({ origin: "null" }, { method: "POST", body })).toBe(403);
    expect(await status({}, { method: "POST", body })).toBe(403);
    const foreign = new URLSearchParams({ phone: "+905329999999", text: "status" });
    expect(await status({ origin: http.url }, { method: "POST", body: foreign })).toBe(400);
    expect(bench.received).toEqual([]);
    for (const host of ["evil.example", "evil.test:80", "127.0.0.1.evil.example"]) {
      expect(isFromHere({ ip: "127.0.0.1", headers: { host } })).toBe(false);
    }
    expect(isFromHere({ ip: "192.0.2.7", headers: { host: "localhost" } })).toBe(false);
    expect(isFromHere({ ip: "::1", headers: { host: "[::1]:3978" } })).toBe(true);
  });
});
