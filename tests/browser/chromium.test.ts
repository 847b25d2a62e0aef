import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { Browser, Page } from "playwright-core";
import { openBrowser, screenshot, seriousFindings } from "../support/chromium.ts";

const STRICT = "default-src 'none'; style-src 'self'";
const PAGE = `<!doctype html><html lang="fa" dir="rtl"><head><title>شکایت</title></head><body>
<main><h1>شکایت خود را بنویسید</h1><p lang="ar">اكتب شكواك هنا، وسنرد عليك خلال يومي عمل.</p>
<p>کد پیگیری: <bdi>4711 0815 23</bdi> ‏و ۱۲ رقم رمز</p><p lang="tr" dir="ltr">Şikâyetinizi buraya yazın: ığüşöç İ</p>
<p lang="ru" dir="ltr">Напишите вашу жалобу</p><div id="slot"></div></main></body></html>`;

describe("the browser of the tests", () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": STRICT });
      response.end(PAGE);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 700, height: 420 } });
    await page.goto(`http://shop.test:${port()}/`);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test("draws Persian and Arabic with letters of its own fonts", async () => {
    await screenshot(page, "fonts");
    for (const text of ["شکایت", "شكوى", "۱۲۳"]) {
      expect(await fontsDrawing(page, "fa", text)).toEqual(["Vazirmatn"]);
    }
    expect(await fontsDrawing(page, "ru", "жалоба")).toEqual(["Open Sans"]);
  });

  test("finds what hinders people, under a strict content policy too, and nothing on a sound page", async () => {
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator("#slot").evaluate((slot) => {
      slot.attachShadow({ mode: "open" }).innerHTML = "<button></button>";
    });
    expect((await seriousFindings(page)).map(({ rule }) => rule)).toEqual(["button-name"]);
  });

  test("reaches nothing beyond this machine", async () => {
    const other = await browser.newPage();
    await expect(other.goto("http://shop.example/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    await other.close();
  });

  function port(): number {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no TCP port");
    return address.port;
  }
});

/** The families that Chromium really used to draw `text`. */
async function fontsDrawing(page: Page, language: string, text: string): Promise<string[]> {
  await page.locator("#slot").evaluate(
    (slot, [lang, words]) => {
      slot.setAttribute("lang", lang);
      slot.textContent = words;
      slot.getBoundingClientRect();
    },
    [language, text] as const,
  );
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("DOM.enable");
  await protocol.send("CSS.enable");
  const { root } = await protocol.send("DOM.getDocument");
  const { nodeId } = await protocol.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#slot" });
  const { fonts } = await protocol.send("CSS.getPlatformFontsForNode", { nodeId });
  await protocol.detach();
  return fonts.map(({ familyName }) => familyName);
}
