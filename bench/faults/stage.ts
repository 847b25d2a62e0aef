import { setTimeout as wait } from "node:timers/promises";
import { startPostgres } from "../../tests/support/postgres-server.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { openFakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import { unsentMessages, withPostgres } from "../ledger/stored-rows.ts";
import { drawLedger } from "./audit.ts";
import type { Ledger } from "./audit.ts";
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
const CUSTOMERS = 6;
/** The product puts its question again; the peer takes any words for an answer, so there the same is written again. */
const NUDGES: Readonly<Record<BotKind, string | undefined>> = { redress: "help", telegraf: undefined };
/** What may still be under way when a fault has ended has to be through within this. */
const SETTLED_MS = 60_000;
/** Filings before the fault, and after it. */
const FILINGS = 4;

/** Lets `fault` happen to a bot of `kind` that takes complaints meanwhile; what the ledger then says. */
export async function actOut(fault: Fault, kind: BotKind, scale: number): Promise<Ledger> {
  const postgres = await startPostgres({ durable: true });
  const front = await openFront();
  const telegram = await openFakeTelegram({ reach: (url) => url.replace(PUBLIC_URL, front.url) });
  const bots: Bot[] = [];
  try {
    while (bots.length < (fault.servers ?? 1)) bots.push(await prepareBot(kind, postgres.url, telegram));
    for (const bot of bots) {
      await bot.start();
      front.servers.push(bot.url);
    }
    telegram.setWebhook({
      url: `${PUBLIC_URL}/telegram/webhook`,
      secret: WEBHOOK_SECRET,
      maxConnections: 40,
      allowedUpdates: ["message", "callback_query"],
    });
    const [bot] = bots;
    if (bot === undefined) throw new Error("there is no server");
    const customers = startCustomers(telegram, CUSTOMERS, NUDGES[kind]);
    await customers.untilFiled(FILINGS);
    await fault.happen({ kind, postgres, telegram, front, bots, bot, customers }, scale);
    await customers.untilFiled(FILINGS);
    const told = await customers.stop();
    if (kind === "redress") await settled(postgres.url);
    return await drawLedger(kind, postgres.url, told);
  } finally {
    for (const bot of bots) await bot.close();
    await telegram.close();
    await front.close();
    await postgres.stop();
  }
}

/** Waits until nothing is left to be sent, or the time for it is over. */
async function settled(databaseUrl: string): Promise<void> {
  const deadline = performance.now() + SETTLED_MS;
  await withPostgres(databaseUrl, async (rows) => {
    while ((await unsentMessages(rows)) > 0 && performance.now() < deadline) await wait(100);
  });
}
