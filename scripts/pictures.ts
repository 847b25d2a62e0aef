import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { z } from "zod";
import type { Language } from "../core/language/language.ts";
import { sayIn } from "../core/language/say.ts";
import { openBrowser } from "../tests/support/chromium.ts";
import { deskText } from "../tests/support/desk-text.ts";
import { freePort } from "../tests/support/free-port.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const queuePage = z.object({ rows: z.array(z.object({ id: z.string(), status: z.string(), language: z.string() })) });
const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 780 };

interface Stage {
  readonly url: string;
  readonly browser: Browser;
  readonly password: string;
}

/** `npm run pictures`: the pictures of the tours in `docs/pictures`, taken anew from the demo. Build first (`npm run build`). */
async function takePictures(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "redress-pictures-"));
  const password = await seed(folder);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, NODE_ENV: "test", HOST: "127.0.0.1", PORT: port, DATA_DIR: folder };
  const server = spawn(process.execPath, [join(root, "server/main.ts")], { cwd: root, env, stdio: "ignore" });
  await isReady(url);
  const browser = await openBrowser();
  const stage = { url, browser, password };
  await desk(stage, "fa");
  await desk(stage, "en");
  await site(stage);
  await browser.close();
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
}

async function isReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(200);
  }
  throw new Error("the server did not become ready within a minute");
}

/** Fills the folder with the demo; gives the password of its staff. */
async function seed(folder: string): Promise<string> {
  const env = { ...process.env, NODE_ENV: "development", DATA_DIR: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "prisma/seed.ts")], { cwd: root, env });
  return /demo-\d+/u.exec(stdout)?.[0] ?? "";
}

/** What an agent sees all day, in one language. */
async function desk(stage: Stage, language: "fa" | "en"): Promise<void> {
  const page = await signedIn(stage, language);
  const say = deskText(language, ["complaint", "conversation", "shell"]);
  await open(page, stage, "/complaints?queue=all");
  await keep(page, `queue-${language}`);
  await page.keyboard.press("Shift+Slash");
  await page.getByRole("dialog").waitFor();
  if (language === "en") await keep(page, "keys-en");
  await open(page, stage, "/conversations?view=waiting");
  await page.locator("[data-conversation]").first().click();
  await page
    .getByRole("button", { name: say("conversation.take_over") })
    .first()
    .waitFor();
  if (language === "fa") await keep(page, "waiting-fa");
  await page
    .getByRole("button", { name: say("conversation.take_over") })
    .first()
    .click();
  const field = page.getByLabel(say("conversation.write"), { exact: true });
  await field.click();
  await field.pressSequentially("/");
  await page.getByRole("option", { name: "Thanks, we are looking" }).waitFor();
  if (language === "en") await keep(page, "reply-en");
  await complaint(stage, page, language);
  await page.context().close();
}

async function complaint(stage: Stage, page: Page, language: "fa" | "en"): Promise<void> {
  const say = deskText(language);
  const { rows } = queuePage.parse(
    await (await page.context().request.get(`${stage.url}/api/v1/complaints?limit=50`)).json(),
  );
  const shown = rows.find((row) => row.language === language && row.status === "under_evaluation");
  await open(page, stage, `/complaints/${shown?.id ?? ""}`);
  await page.locator("[data-complaint]").waitFor();
  await keep(page, `complaint-${language}`);
  await page.getByRole("button", { name: say("complaint.pane.history") }).click();
  await page.locator("[data-event]").first().waitFor();
  if (language === "fa") await keep(page, "history-fa");
}

/** Where a customer complains and follows, on a phone and on a desk. */
async function site({ url, browser }: Stage): Promise<void> {
  for (const language of ["fa", "en"] as const) {
    const context = await browser.newContext({ viewport: language === "fa" ? phone : wide, locale: language });
    const page = await context.newPage();
    for (const [path, name] of [
      ["/", "site-home"],
      ["/complain", "site-complain"],
      ["/follow", "site-follow"],
    ] as const) {
      await page.goto(`${url}${path}?lang=${language}`);
      await keep(page, `${name}-${language}`);
    }
    await page.goto(`${url}/demo?lang=${language}`);
    await page.locator(".launcher").click();
    await page.getByRole("textbox").waitFor();
    await page.locator(".suggestion").getByText(personIn(language)).first().waitFor();
    await keep(page, `widget-${language}`);
    await context.close();
  }
}

function personIn(language: Language): string {
  return sayIn(language, "Asia/Tehran")("menu.person");
}

async function signedIn({ url, browser, password }: Stage, language: Language): Promise<Page> {
  const context = await browser.newContext({ viewport: wide, timezoneId: "Asia/Tehran", locale: language });
  const options = { headers: { origin: url }, data: { email: "agent@demo.example", password } };
  await context.request.post(`${url}/api/v1/sign-in`, options);
  await context.request.patch(`${url}/api/v1/me`, { headers: { origin: url }, data: { language } });
  return context.newPage();
}

async function open(page: Page, { url }: Stage, path: string): Promise<void> {
  await page.goto(`${url}/desk${path}`);
  await page.locator("main").first().waitFor();
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined);
}

/** As a PNG of few colours: most are below 100 kB. */
async function keep(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ animations: "disabled" });
  await sharp(picture)
    .png({ palette: true, colours: 128, compressionLevel: 9 })
    .toFile(join(root, "docs/pictures", `${name}.png`));
  process.stdout.write(`${name}\n`);
}

await takePictures();
