import { setTimeout as wait } from "node:timers/promises";
import { withPostgres } from "../ledger/stored-rows.ts";
import { onceCalled } from "./provider-calls.ts";
import type { Fault, Stage } from "./stage.ts";

/** Between the moments at which a process is killed. */
const BETWEEN_MS = 900;
/** A bot that accepts nothing for so long is broken: the ledger tells how. */
const BROKEN_MS = 60_000;
/** A batch of kills is enough to hit each of them now and then. */
const KILLS = 6;

/** Servers that end: as told, at random, and at named points of a turn; and two servers on one database. */
export const processFaults: readonly Fault[] = [
  {
    number: 1,
    name: "told to stop under load",
    happen: async ({ bot, customers }, scale) => {
      for (let times = 0; times < Math.ceil(4 * scale); times += 1) {
        await bot.stop();
        await bot.start();
        await customers.untilFiled(2);
      }
    },
  },
  {
    number: 1,
    name: "killed at random",
    happen: async ({ bot, customers }, scale) => {
      for (let kills = 0; kills < Math.ceil(KILLS * scale); kills += 1) {
        await wait(Math.random() * BETWEEN_MS);
        await bot.kill();
        await bot.start();
        await customers.untilFiled(1);
      }
    },
  },
  {
    number: 1,
    name: "killed before the commit",
    happen: async (stage, scale) => {
      for (let kills = 0; kills < Math.ceil(3 * scale); kills += 1) await killBeforeCommit(stage);
    },
  },
  {
    number: 1,
    name: "killed after the commit, before its 2xx",
    isShort: true,
    happen: async ({ bot, front, customers }, scale) => {
      for (let kills = 0; kills < Math.ceil(KILLS * scale); kills += 1) {
        const killed = Promise.withResolvers<undefined>();
        front.beforeAnswer = async () => {
          await bot.kill();
          killed.resolve(undefined);
        };
        await Promise.race([killed.promise, wait(BROKEN_MS)]);
        await bot.start();
        await customers.untilFiled(1);
      }
    },
  },
  {
    number: 1,
    name: "killed after the provider accepted, before we knew",
    isShort: true,
    happen: async ({ bot, telegram, customers }, scale) => {
      for (let kills = 0; kills < Math.ceil(4 * scale); kills += 1) {
        telegram.trouble("sendMessage", { kind: "accept_then_silence" });
        await onceCalled(telegram, "sendMessage");
        await wait(100);
        await bot.kill();
        telegram.calm();
        await bot.start();
        await customers.untilFiled(1);
      }
    },
  },
  {
    number: 5,
    name: "two servers, and each update to both at once",
    servers: 2,
    isShort: true,
    happen: async ({ front, customers }, scale) => {
      front.toAll = true;
      await customers.untilFiled(Math.ceil(12 * scale));
      front.toAll = false;
    },
  },
  {
    number: 5,
    name: "two servers, restarted one after the other",
    servers: 2,
    happen: async ({ bots, customers }, scale) => {
      for (let times = 0; times < Math.ceil(3 * scale); times += 1) {
        for (const bot of bots) {
          await bot.stop();
          await bot.start();
          await customers.untilFiled(1);
        }
      }
    },
  },
  {
    number: 5,
    name: "two servers, and one pauses",
    servers: 2,
    happen: async ({ bot, customers, front }, scale) => {
      const goOn = bot.freeze();
      const [frozen, ...others] = front.servers.splice(0);
      front.servers.push(...others);
      await customers.untilFiled(2);
      await wait(50_000 * scale);
      goOn();
      if (frozen !== undefined) front.servers.push(frozen);
    },
  },
];

/** Holds up every commit by a lock, kills the server with its statements under way, and those with it. */
async function killBeforeCommit({ kind, postgres, bot, customers }: Stage): Promise<void> {
  const table = kind === "redress" ? "message" : '"telegraf-sessions"';
  await withPostgres(postgres.url, async (rows) => {
    await rows("BEGIN");
    await rows(`LOCK TABLE ${table} IN SHARE MODE`);
    await wait(500);
    await bot.kill();
    await rows(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    await rows("COMMIT");
  });
  await bot.start();
  await customers.untilFiled(1);
}
