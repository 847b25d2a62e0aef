import { setTimeout as wait } from "node:timers/promises";
import { startPostgres } from "../../tests/support/postgres-server.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { openFakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import { unsentMessages, withPostgres } from "../ledger/stored-rows.ts";
import { drawLedger, ledgerSince } from "./audit.ts";
import type { Ledger, Odd } from "./audit.ts";
import { PUBLIC_URL, WEBHOOK_SECRET, prepareBot } from "./bots.ts";
import type { Bot, BotKind } from "./bots.ts";
import { startCustomers } from "./customers.ts";
import type { Customers } from "./customers.ts";
import { openFront } from "./front.ts";
import type { Front } from "./front.ts";

/** Everything that a fault happens to. */
export interface Stage {
  readonly kind: BotKind;
  readonly postgres: PostgresServer;
  readonly telegram: FakeTelegram;
  readonly front: Front;
  /** One server process, or two. */
  readonly bots: readonly Bot[];
  readonly bot: Bot;
  readonly customers: Customers;
  readonly databaseUrl: string;
  /** What a fault expects besides the ledger: what is not so counts as unmet. */
  readonly expects: (what: string, isSo: boolean) => void;
}

/** A fault, by its number in quality.md's list, and what it does. It ends when all is well again. */
export interface Fault {
  readonly number: number;
  readonly name: string;
  readonly servers?: 2;
  /** Belongs to the short selection. */
  readonly isShort?: true;
  /** The peer has nothing that it could happen to. */
  readonly ours?: true;
  /** `scale` of 1 is the whole fault; smaller is shorter. */
  readonly happen: (stage: Stage, scale: number) => Promise<void>;
}

/** Who talk to the bot while it happens. */
const CUSTOMERS = 12;
/** The product puts its question again; the peer takes any words for an answer, so there the same is written again. */
const NUDGES: Readonly<Record<BotKind, string | undefined>> = { redress: "help", telegraf: undefined };
/** What the product asks Telegram for by itself; the peer's is set up by hand, as its documentation has it. */
const WEBHOOK = {
  url: `${PUBLIC_URL}/telegram/webhook`,
  secret: WEBHOOK_SECRET,
  maxConnections: 100,
  allowedUpdates: ["message", "callback_query"],
} as const;
/** What may still be under way when a fault has ended has to be through within this. */
const SETTLED_MS = 60_000;
/** Filings after a fault: the bot works again. */
const FILINGS = 4;

/** Where faults happen one after another to one bot, while customers go on filing. */
export interface Play {
  /** Lets `fault` happen; what the ledger says of that time alone. */
  act(fault: Fault, scale: number): Promise<Ledger>;
  close(): Promise<void>;
}

/** Starts a bot of `kind` with all that it needs, and customers who file; `tell` hears once of each chat that does not add up. */
export async function openPlay(kind: BotKind, tell: (odd: Odd) => void): Promise<Play> {
  const postgres = await startPostgres({ durable: true });
  const front = await openFront();
  const telegram = await openFakeTelegram({ reach: (url) => url.replace(PUBLIC_URL, front.url) });
  const bots = [
    await prepareBot(kind, postgres.url, telegram),
    await prepareBot(kind, postgres.url, telegram),
  ] as const;
  const [bot, second] = bots;
  await bot.start();
  front.servers.push(bot.url);
  telegram.setWebhook(WEBHOOK);
  const customers = startCustomers(telegram, CUSTOMERS, NUDGES[kind]);
  let unmet = 0;
  const expects = (what: string, isSo: boolean): void => {
    if (isSo) return;
    unmet += 1;
    tell({ chat: what, written: [], seen: [] });
  };
  const databaseUrl = postgres.url;
  const stage: Stage = { kind, postgres, telegram, front, bots, bot, customers, databaseUrl, expects };
  await customers.untilFiled(1);
  let before: Ledger | undefined;
  const tellOnce = onceForEachChat(tell);
  return {
    act: async (fault, scale) => {
      if (fault.servers === 2) {
        await second.start();
        front.servers.push(second.url);
      }
      await fault.happen(stage, scale);
      await customers.untilFiled(FILINGS);
      const told = await customers.pause();
      if (kind === "redress") await settled(postgres.url);
      const ledger = { ...(await drawLedger(kind, postgres.url, told, tellOnce)), unmet };
      if (fault.servers === 2) {
        front.servers.splice(front.servers.indexOf(second.url), 1);
        await second.stop();
      }
      const since = ledgerSince(ledger, before);
      before = ledger;
      customers.goOn();
      return since;
    },
    close: async () => {
      await customers.stop();
      for (const each of bots) await each.close();
      await telegram.close();
      await front.close();
      await postgres.stop();
    },
  };
}

/** Waits until nothing is left to be sent, or the time for it is over. */
async function settled(databaseUrl: string): Promise<void> {
  const deadline = performance.now() + SETTLED_MS;
  await withPostgres(databaseUrl, async (rows) => {
    while ((await unsentMessages(rows)) > 0 && performance.now() < deadline) await wait(100);
  });
}

function onceForEachChat(tell: (odd: Odd) => void): (odd: Odd) => void {
  const known = new Set<string>();
  return (odd) => {
    if (!known.has(odd.chat)) tell(odd);
    known.add(odd.chat);
  };
}
