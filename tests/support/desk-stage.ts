import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { z } from "zod";
import { readConfig } from "../../core/config.ts";
import type { Role } from "../../core/complaint/actor.ts";
import type { Language } from "../../core/language/language.ts";
import { startServer } from "../../server/start.ts";
import type { RunningServer } from "../../server/start.ts";
import { captureLog } from "./captured-log.ts";
import type { CapturedLog } from "./captured-log.ts";
import { openBrowser } from "./chromium.ts";
import { buildDesk } from "./desk-build.ts";
import type { BuiltDesk } from "./desk-build.ts";
import { freePort } from "./free-port.ts";

const PASSWORD = "a stone in the river";

const opened = z.object({ token: z.string(), agent: z.object({ id: z.string() }) });
const invited = z.object({ link: z.object({ token: z.string() }) });
const filed = z.object({ id: z.string(), number: z.string() });

/** A member of staff, with a password and a way to call the API. */
export interface StagedAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: Language;
  /** Calls `/api/v1` + `path`, and fails where it is refused. Gives the parsed answer; undefined for none. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

/** What an agent is like; a Persian-speaking agent of no department unless told. */
interface Wanted {
  readonly role?: Role;
  readonly language?: Language;
  readonly departments?: readonly string[];
}

/** What is complained about; a cracked mug, told in Persian, unless told. */
interface Told {
  readonly description?: string;
  readonly language?: Language;
  readonly category?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly product?: string;
  readonly lot?: string;
}

/** How a window is opened. */
interface Window extends BrowserContextOptions {
  /** Below `/desk`; `/complaints` unless told. */
  readonly path?: string;
}

/** The whole product in this process on its embedded database, with the desk built anew, and Chromium with a window for each agent. */
export class DeskStage {
  readonly url: string;
  readonly browser: Browser;
  readonly log: CapturedLog;
  /** What windows complained about: errors, and breaches of the page's policy. Tests expect it to stay empty. */
  readonly complaints: string[] = [];
  readonly administrator: StagedAgent;
  #server: RunningServer;
  readonly #start: () => Promise<RunningServer>;
  readonly #folder: string;
  readonly #built: BuiltDesk;
  readonly #contexts = new Set<BrowserContext>();

  private constructor(parts: {
    readonly server: RunningServer;
    readonly start: () => Promise<RunningServer>;
    readonly browser: Browser;
    readonly log: CapturedLog;
    readonly folder: string;
    readonly built: BuiltDesk;
    readonly administrator: StagedAgent;
  }) {
    this.url = parts.server.url;
    this.#server = parts.server;
    this.#start = parts.start;
    this.browser = parts.browser;
    this.log = parts.log;
    this.#folder = parts.folder;
    this.#built = parts.built;
    this.administrator = parts.administrator;
  }

  /** Starts everything; `environment` is added to what the server is set up with. */
  static async open(environment: Readonly<Record<string, string>> = {}): Promise<DeskStage> {
    const folder = await mkdtemp(join(tmpdir(), "redress-stage-"));
    const [browser, built, port] = await Promise.all([openBrowser(), buildDesk(), freePort()]);
    const config = readConfig({
      NODE_ENV: "test",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: folder,
      WEBCHAT_POSTS_PER_MINUTE: "100000",
      ...environment,
    });
    const log = captureLog();
    const start = (): Promise<RunningServer> => startServer(config, log.log, built.folder);
    const server = await start();
    const link = new URL(server.firstLink ?? "").searchParams.get("token") ?? "";
    const first = { name: "First", email: "first@example.org", language: "en" as const };
    const administrator = await setUp(server.url, link, first);
    return new DeskStage({ server, start, browser, log, folder, built, administrator });
  }

  /** Invites somebody, who sets a password. The e-mail address is made of the name, which has Latin letters. */
  async agent(name: string, { role = "agent", language = "fa", departments = [] }: Wanted = {}): Promise<StagedAgent> {
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/gu, "-")}@example.org`;
    const invitation = { email, name, role, language, departments };
    const answer = await this.administrator.call("POST", "/agents", invitation);
    return setUp(this.url, invited.parse(answer).link.token, { name, email, language });
  }

  /** A window in which `agent` is signed in, in a browser profile of its own. */
  async window(agent: StagedAgent, options: Window = {}): Promise<Page> {
    const context = await this.profile(options);
    // As the browser's own sign-in does it, and quicker.
    await context.request.post(`${this.url}/api/v1/sign-in`, {
      headers: { origin: this.url },
      data: { email: agent.email, password: agent.password },
    });
    return this.tab(context, options.path);
  }

  /** A browser profile in which nobody is signed in. */
  async profile({ path: _path, ...options }: Window = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      timezoneId: "Asia/Tehran",
      ...options,
    });
    this.#contexts.add(context);
    return context;
  }

  /** One more tab of a profile, at `path` below `/desk`. */
  async tab(context: BrowserContext, path = "/complaints"): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (line) => {
      if (/Content Security Policy|Uncaught|Warning:/u.test(line.text())) this.complaints.push(line.text());
    });
    await page.goto(`${this.url}/desk${path}`);
    return page;
  }

  /** Files a complaint on a customer's behalf. */
  async files(told: Told = {}, by: StagedAgent = this.administrator): Promise<z.infer<typeof filed>> {
    const { language = "fa", name, phone, category = "delivery.damaged", description, product, lot } = told;
    const answer = await by.call("POST", "/complaints", {
      customer: { language, ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }) },
      heardBy: "phone",
      matter: {
        category,
        description: description ?? "لیوان شکسته رسید و بسته‌بندی خیس بود.",
        ...(product === undefined ? {} : { product }),
        ...(lot === undefined ? {} : { lot }),
      },
    });
    return filed.parse(answer);
  }

  /** Stops the server, as an update does; windows lose it. */
  async stopServer(): Promise<void> {
    await this.#server.stop();
  }

  /** Starts it again at the same address, with what it had kept. */
  async startServer(): Promise<void> {
    this.#server = await this.#start();
  }

  /** Closes every window. */
  async leave(): Promise<void> {
    await Promise.all([...this.#contexts].map((context) => context.close()));
    this.#contexts.clear();
    this.complaints.length = 0;
  }

  async close(): Promise<void> {
    await this.leave();
    await this.browser.close();
    await this.#server.stop();
    await this.#built.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function setUp(
  url: string,
  token: string,
  who: Pick<StagedAgent, "name" | "email" | "language">,
): Promise<StagedAgent> {
  const answer = await fetch(`${url}/api/v1/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, password: PASSWORD, bearer: true, ...who }),
  });
  const { token: bearer, agent } = opened.parse(await answer.json());
  return {
    ...who,
    id: agent.id,
    password: PASSWORD,
    call: (method, path, body) => call(url, bearer, method, path, body),
  };
}

async function call(url: string, bearer: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
