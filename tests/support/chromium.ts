import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium, type Browser, type Page } from "playwright-core";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = createRequire(import.meta.url);

/** No name leads off this machine; `*.test` is loopback, for pages of foreign origins. */
const NAMES = "MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
  `--host-resolver-rules=${NAMES}`,
];

/** Starts a headless Chromium with a new, empty profile that sees nothing but this machine. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, "chromium"),
    args: FLAGS,
    env: {
      ...process.env,
      FONTCONFIG_PATH: join(home, "fonts"),
      LD_LIBRARY_PATH: join(home, "al2023", "lib"),
    },
  });
}

/** Keeps what the page looks like in `screenshots/NAME.png`, for people to look at: what the window shows, or with `whole` all of it. */
export async function screenshot(page: Page, name: string, whole?: "whole"): Promise<void> {
  const fullPage = whole !== undefined;
  await page.screenshot({ path: join(root, "screenshots", `${name}.png`), animations: "disabled", fullPage });
}

/** One thing that axe found: the rule, what it asks for, and the elements that break it. */
export interface AccessibilityFinding {
  readonly rule: string;
  readonly help: string;
  readonly elements: readonly string[];
}

const axeResults = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** Resolves when nothing fades from one colour to another any more, which axe would take for its last; what turns for ever is not waited for. */
const SETTLED = `Promise.all(
  document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished.catch(() => undefined))
)`;

/** What axe calls serious or critical on the page as it stands, open shadow roots included. Empty is what tests want. */
export async function seriousFindings(page: Page): Promise<readonly AccessibilityFinding[]> {
  const axe = await readFile(packages.resolve("axe-core/axe.min.js"), "utf8");
  const protocol = await page.context().newCDPSession(page);
  // Over the debugging protocol, because a page's own content policy may forbid added scripts.
  await protocol.send("Runtime.evaluate", { expression: axe });
  const answer = await protocol.send("Runtime.evaluate", {
    expression: `${SETTLED}.then(() => axe.run()).then((results) => JSON.stringify(results))`,
    awaitPromise: true,
  });
  await protocol.detach();
  const { violations } = axeResults.parse(JSON.parse(z.string().parse(answer.result.value)));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => ({
      rule: id,
      help,
      elements: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`),
    }));
}

/** The folder of the unpacked program, which later runs find again. */
async function unpacked(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8")));
  const home = join(root, "node_modules", ".cache", `chromium-${version}`);
  if (!existsSync(home)) {
    const unpack = fileURLToPath(new URL("chromium-unpack.ts", import.meta.url));
    await promisify(execFile)(process.execPath, [unpack, home]);
  }
  return home;
}
