import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "./chromium.ts";
import { FakeDirectLine } from "./fake-direct-line.ts";
import { buildWidget } from "./widget-bundle.ts";

/** Attributes of the script tag, such as `data-lang="fa"`. */
type Tag = Readonly<Record<string, string>>;

/** A browser, a foreign shop that embeds the widget under the strictest policy, and the fake server that the widget talks to. */
export class WidgetStage {
  readonly browser: Browser;
  readonly #script: string;
  readonly #shop: Server;
  #server: FakeDirectLine;
  #tag: Tag = {};
  readonly #contexts: BrowserContext[] = [];
  /** What pages complained about: errors, and breaches of their policies. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, script: string) {
    this.browser = browser;
    this.#script = script;
    this.#server = new FakeDirectLine({ "/widget.js": { type: "text/javascript", text: script } });
    this.#shop = createServer((request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": this.#policy });
      response.end(this.#html(request.url ?? "/"));
    });
  }

  static async open(): Promise<WidgetStage> {
    const [browser, script] = await Promise.all([openBrowser(), buildWidget()]);
    const stage = new WidgetStage(browser, script);
    await once(stage.#shop.listen(0, "127.0.0.1"), "listening");
    return stage;
  }

  get server(): FakeDirectLine {
    return this.#server;
  }

  /** A fresh server, and no pages of the test before. */
  async reset(): Promise<void> {
    await this.leave();
    this.#server = new FakeDirectLine({ "/widget.js": { type: "text/javascript", text: this.#script } });
    await this.#server.start();
  }

  /** Closes every page and the server. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    await this.#server.stop();
    this.complaints.length = 0;
  }

  async close(): Promise<void> {
    await this.leave();
    await this.browser.close();
    this.#shop.closeAllConnections();
    this.#shop.close();
  }

  /** The shop's page in a browser of its own visitor. */
  async visit(tag: Tag, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1000, height: 760 },
      timezoneId: "Asia/Tehran",
      ...options,
    });
    this.#contexts.push(context);
    return this.visitAgain(context, tag);
  }

  /** Another tab of the same visitor. */
  async visitAgain(context: BrowserContext, tag: Tag, path = "/"): Promise<Page> {
    this.#tag = tag;
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (line) => {
      if (/Content Security Policy|Uncaught/u.test(line.text())) this.complaints.push(line.text());
    });
    await page.goto(this.shopUrl(path));
    return page;
  }

  shopUrl(path: string): string {
    const address = this.#shop.address() as AddressInfo;
    return `http://shop.test:${address.port}${path}`;
  }

  /** Only our server is named, and nothing inline: neither `img-src`, nor `blob:`, nor styles but the shop's own. */
  get #policy(): string {
    const { origin, port } = this.#server;
    return `default-src 'none'; script-src ${origin}; style-src 'self'; connect-src ${origin} ws://redress.test:${port}; require-trusted-types-for 'script'`;
  }

  #html(path: string): string {
    const attributes = Object.entries(this.#tag).map(([name, value]) => ` ${name}="${value}"`);
    return `<!doctype html><html lang="en"><head><title>A shop</title><meta name="viewport" content="width=device-width"></head>
<body><main><h1>A shop</h1><p><a href="/resin">Epoxy resin</a></p><p>Page ${path}</p></main>
<script src="${this.#server.origin}/widget.js"${attributes.join("")} defer></script></body></html>`;
  }
}
