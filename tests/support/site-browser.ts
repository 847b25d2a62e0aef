import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { TrackingNumber } from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { openBrowser } from "./chromium.ts";
import { decisionOf, firstReview } from "./followed-complaint.ts";
import type { Offer } from "./followed-complaint.ts";
import { openSiteStage, smsSink } from "./site-stage.ts";
import type { SiteStage } from "./site-stage.ts";

/** The site before a real browser, and staff who work on what is filed there. */
export interface SiteBrowser {
  readonly stage: SiteStage;
  /** What pages complained about: errors, and breaches of their policies. */
  readonly troubles: readonly string[];
  readonly visit: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  readonly say: (language: Language) => Say;
  readonly complaintOf: (number: string) => Promise<Complaint>;
  readonly reviewed: (number: string) => Promise<void>;
  readonly decided: (number: string, offer: Offer) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openSiteBrowser(): Promise<SiteBrowser> {
  const telegram = { ...smsSink, name: "telegram" as const };
  const [browser, stage] = await Promise.all([
    openBrowser(),
    openSiteStage([smsSink, telegram], (start) => [
      { channel: "telegram", url: `https://t.me/demo${start === undefined ? "" : `?start=${start}`}` },
    ]),
  ]);
  const { world } = stage;
  const first = await world.agent("agent", "First");
  const second = await world.agent("agent", "Second");
  const troubles: string[] = [];
  const complaintOf = async (number: string): Promise<Complaint> => {
    const found = await world.store.complaints.byNumber(brand<TrackingNumber>(number));
    if (found === undefined) throw new Error(`no complaint ${number}`);
    return found;
  };
  const command = async ({ id }: Complaint, given: StaffCommand, by: Agent): Promise<void> => {
    const result = await world.redress.casework.command(id, given, by);
    if (!result.ok) throw new Error(`refused: ${result.refusal.key}`);
    await world.settled();
  };
  return {
    stage,
    troubles,
    visit: (path, options) => visit(browser, `${stage.url}${path}`, troubles, options),
    say: (language) => sayIn(language, world.organisation.timeZone, world.ports.clock.now()),
    complaintOf,
    reviewed: async (number) => {
      const complaint = await complaintOf(number);
      await command(complaint, firstReview(complaint), first);
    },
    decided: async (number, offer) => {
      const complaint = await complaintOf(number);
      await command(complaint, decisionOf(offer), complaint.rounds.length > 1 ? second : first);
    },
    close: async () => {
      await browser.close();
      await stage.close();
    },
  };
}

async function visit(
  browser: Browser,
  url: string,
  troubles: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (line) => {
    if (/Content Security Policy|Uncaught/u.test(line.text())) troubles.push(line.text());
  });
  await page.goto(url);
  return page;
}

/** Whether nothing of the page is wider than the window. */
export async function fitsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}
