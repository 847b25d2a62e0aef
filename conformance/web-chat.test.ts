/**
 * Bot Framework Web Chat, as it is, in Chromium, against our web chat: send, tap, upload, reload with history.
 * Run by `npm run conformance`, which installs it first (some 400 MB).
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser, screenshot } from "../tests/support/chromium.ts";
import { openWebchatBench } from "../tests/support/webchat-bench.ts";
import type { WebchatBench } from "../tests/support/webchat-bench.ts";

const bundle = new URL("node_modules/botframework-webchat/dist/webchat.js", import.meta.url);
const inputBox = "[data-id='webchat-sendbox-input']";

let browser: Browser;
let site: Server;
let origin: string;
let bench: WebchatBench;
let page: Page;

before(async () => {
  browser = await openBrowser();
  const script = await readFile(bundle);
  site = createServer((request, response) => {
    const isScript = request.url === "/webchat.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? script : hostPage());
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  origin = `http://127.0.0.1:${String((site.address() as AddressInfo).port)}`;
});
after(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  bench = await openWebchatBench(() => ({ widgetOrigins: [origin] }));
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(origin);
});
afterEach(async () => {
  await page.close();
  await bench.close();
});

/** A foreign page that keeps the visitor token and gives Web Chat a fresh token of the same conversation at each load. */
function hostPage(): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<style>html,body,#chat{height:100%;margin:0}</style><div id="chat"></div><script src="/webchat.js"></script><script>
(async () => {
  const kept = localStorage.getItem("visitor");
  const answer = await fetch("${bench.url}/webchat/token", { method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify(kept ? { visitorToken: kept } : {}) });
  const { token, visitorToken } = await answer.json();
  localStorage.setItem("visitor", visitorToken);
  window.directLine = WebChat.createDirectLine({ token, domain: "${bench.directLine}" });
  WebChat.renderWebChat({ directLine: window.directLine, styleOptions: { suggestedActionLayout: "stacked" } }, document.getElementById("chat"));
})();
</script></html>`;
}

/** What the customer reads, newest last. */
async function bubbles(): Promise<readonly string[]> {
  const texts = await page.locator(".webchat__bubble__content").allInnerTexts();
  return texts.map((text) => text.trim());
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      await screenshot(page, "conformance-failed");
      assert.fail(`${what}; shown: ${JSON.stringify(await bubbles())}`);
    }
    await page.waitForTimeout(50);
  }
}

async function say(text: string): Promise<void> {
  await page.locator(inputBox).fill(text);
  await page.keyboard.press("Enter");
}

function shows(text: string): () => Promise<boolean> {
  return async () => (await bubbles()).includes(text);
}

test("is greeted, sends, and sees its words as sent", async () => {
  await until("the greeting comes", shows("echo: start"));
  await say("رزین سفت‌شده رسید");
  await until("the answer comes", shows("echo: رزین سفت‌شده رسید"));
  assert.deepEqual(await bubbles(), ["echo: start", "رزین سفت‌شده رسید", "echo: رزین سفت‌شده رسید"]);
  const whole = (): Promise<string> => page.locator("#chat").innerText();
  await until("it shows as connected", async () => !(await whole()).includes("Connecting"));
  assert.doesNotMatch(await whole(), /Send failed|Unable to connect/u);
});

test("taps a suggested action, which shows as the customer's words and posts the token", async () => {
  await say("menu");
  await page.getByRole("toolbar").getByRole("button", { name: "Choice B" }).click();
  await until("the tap is understood", shows("echo: tap offer1.1"));
  assert.equal((await bubbles()).at(-2), "Choice B");
});

test("shows a card of details, and the text that says the same", async () => {
  await say("card");
  await until("the card comes", async () => (await page.locator(".ac-factset").count()) > 0);
  assert.match(await page.locator(".ac-factset").innerText(), /Status\s+Complaint received/u);
  await until("the text comes", async () =>
    (await bubbles()).some((text) => text.includes("Status: Complaint received")),
  );
});

test("uploads a photo with a Persian name", async () => {
  await until("the greeting comes", shows("echo: start"));
  const photo = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await page.locator("input[type=file]").setInputFiles({ name: "عکس رزین.png", mimeType: "image/png", buffer: photo });
  await page.locator(".webchat__attachment-icon--checked").waitFor();
  await say("like this");
  await until("the file arrives", async () => (await bubbles()).some((text) => text.startsWith("echo: 1 files")));
  const staged = [...bench.files.kept.values()];
  assert.deepEqual(
    staged.map((bytes) => Buffer.from(bytes).equals(photo)),
    [true],
  );
  const [file] = (await bench.store.attachments.take(new Date(), 1_000, 10)).map(({ name, kind }) => ({ name, kind }));
  assert.deepEqual(file, { name: "عکس رزین.png", kind: "photo" });
});

test("has its history after a reload, in order, and goes on", async () => {
  await until("the greeting comes", shows("echo: start"));
  await say("before");
  await until("the answer comes", shows("echo: before"));
  await page.reload();
  await until("the history comes", shows("echo: before"));
  assert.deepEqual(await bubbles(), ["echo: start", "before", "echo: before"]);
  await say("after");
  await until("the answer comes", shows("echo: after"));
  await screenshot(page, "conformance-web-chat");
});

test("goes on by itself after its socket was cut, with nothing lost and nothing twice", async () => {
  await until("the greeting comes", shows("echo: start"));
  await bench.webchat.close();
  await say("while cut");
  await until("the answer comes", shows("echo: while cut"));
  assert.deepEqual(await bubbles(), ["echo: start", "while cut", "echo: while cut"]);
});
