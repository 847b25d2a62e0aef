import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { createSite } from "../../site/index.ts";
import { openBrowser, screenshot, seriousFindings } from "../support/chromium.ts";
import { openWebchatBench, type WebchatBench } from "../support/webchat-bench.ts";
import { buildWidget } from "../support/widget-bundle.ts";

describe("the site and the widget on the real server", () => {
  const complaints: string[] = [];
  let browser: Browser;
  let bench: WebchatBench;
  let shop: Server;
  let script: string;

  beforeAll(async () => {
    [browser, script] = await Promise.all([openBrowser(), buildWidget()]);
    shop = createServer((_request, response) => {
      response.setHeader(
        "content-security-policy",
        `default-src 'none'; script-src ${bench.url}; style-src 'self'; connect-src ${bench.url} ${bench.url.replace("http", "ws")}`,
      );
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><html lang="fa" dir="rtl"><title>فروشگاه</title><main><h1>فروشگاه</h1></main><script src="${bench.url}/widget.js" data-color="#7a2f8f"></script></html>`,
      );
    });
    await once(shop.listen(0, "127.0.0.1"), "listening");
    const organisation = loadOrganisation(undefined);
    bench = await openWebchatBench(
      () => ({ widgetOrigins: [shopOrigin()] }),
      (publicUrl) => createSite({ organisation, publicUrl, widgetScript: script }),
    );
  });
  afterEach(() => {
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await bench.close();
    shop.close();
  });

  const shopOrigin = (): string => {
    const address = shop.address() as AddressInfo;
    return `http://shop.test:${address.port}`;
  };

  const visit = async (url: string, options = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 760 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(line.text());
    });
    await page.goto(url);
    return page;
  };

  for (const language of ["fa", "en"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`axe finds nothing serious on any page: ${language}, ${colorScheme}`, async () => {
        for (const path of ["/", "/demo", "/chat"]) {
          const page = await visit(`${bench.url}${path}?lang=${language}`, { colorScheme, reducedMotion: "reduce" });
          await page.locator("h1").waitFor({ state: "attached" });
          await screenshot(page, `site-${path.slice(1) || "home"}-${language}-${colorScheme}`);
          expect(await seriousFindings(page)).toEqual([]);
          await page.context().close();
        }
      });
    }
  }

  test("the chat page holds a conversation with the server's own Direct Line, also on a phone", async () => {
    const page = await visit(`${bench.url}/chat?lang=fa`, { viewport: { width: 390, height: 844 }, isMobile: true });
    const field = page.getByRole("textbox");
    await field.fill("رزین سفت رسید");
    await page.locator(".send").click();
    const own = page.locator(".own .bubble", { hasText: "رزین سفت رسید" });
    await own.waitFor();
    await page.locator(".theirs .bubble").first().waitFor();
    expect(await page.locator(".trouble").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(844);
    await screenshot(page, "site-chat-fa-phone");
    await page.reload();
    await own.waitFor();
    expect(await own.count()).toBe(1);
    await page.context().close();
  });

  test("a foreign page that the operator named can chat, and comes back to its conversation", async () => {
    const page = await visit(shopOrigin());
    await page.locator(".launcher").click();
    await page.getByRole("textbox").fill("از فروشگاه");
    await page.keyboard.press("Enter");
    await page.locator(".own .bubble", { hasText: "از فروشگاه" }).waitFor();
    await page.locator(".theirs .bubble").first().waitFor();
    await page.goto(shopOrigin());
    await page.locator(".own .bubble", { hasText: "از فروشگاه" }).waitFor();
    await page.context().close();
  });

  test("languages are links, and the page follows the browser where none is asked for", async () => {
    const page = await visit(`${bench.url}/`, { locale: "tr-TR" });
    expect(await page.locator("html").getAttribute("lang")).toBe("tr");
    await page.getByRole("link", { name: "العربية" }).click();
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await page.locator('.ways a[href^="/chat"]').click();
    expect(page.url()).toBe(`${bench.url}/chat?lang=ar`);
    await page.context().close();
  });

  test("the script is small on the way, may be embedded anywhere, and is not sent twice", async () => {
    const response = await fetch(`${bench.url}/widget.js`, { headers: { "accept-encoding": "gzip" } });
    const { headers } = response;
    expect(headers.get("content-encoding")).toBe("gzip");
    expect(Number(headers.get("content-length"))).toBeLessThanOrEqual(20 * 1024);
    expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("cache-control")).toContain("max-age=300");
    expect(headers.get("vary")).toContain("accept-encoding");
    expect(await response.text()).toBe(script);
    const plain = await fetch(`${bench.url}/widget.js`, { headers: { "accept-encoding": "gzip;q=0" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
    const etag = headers.get("etag") ?? "";
    const again = await fetch(`${bench.url}/widget.js`, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  });

  test("pages have a strict policy and nothing inline", async () => {
    for (const path of ["/", "/chat", "/demo"]) {
      const response = await fetch(`${bench.url}${path}`);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/u);
      expect(await response.text()).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]+src=)/u);
    }
  });
});
