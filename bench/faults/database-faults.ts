import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { withPostgres } from "../ledger/stored-rows.ts";
import type { Fault } from "./stage.ts";

/** PostgreSQL in trouble. */
export const databaseFaults: readonly Fault[] = [
  {
    number: 2,
    name: "PostgreSQL crashes and comes back, ten times",
    happen: async ({ postgres, customers }, scale) => {
      for (let times = 0; times < Math.ceil(10 * scale); times += 1) {
        await (
          await postgres.interrupt()
        )();
        await customers.untilFiled(1);
      }
    },
  },
  {
    number: 2,
    name: "PostgreSQL is down for 30 s",
    happen: async ({ postgres }, scale) => {
      const resume = await postgres.interrupt();
      await wait(30_000 * scale);
      await resume();
    },
  },
  {
    number: 2,
    name: "PostgreSQL is frozen for 20 s",
    happen: async ({ postgres }, scale) => {
      const pids = await clientBackends(postgres.url);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      await wait(20_000 * scale);
      for (const pid of pids) process.kill(pid, "SIGCONT");
    },
  },
  {
    number: 2,
    name: "every connection is taken, and ours are cut",
    happen: async ({ postgres }, scale) => {
      const taken: pg.Client[] = [];
      await withPostgres(postgres.url, (rows) =>
        rows(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
        ),
      );
      for (;;) {
        const client = new pg.Client({ connectionString: postgres.url });
        client.on("error", () => undefined);
        const isConnected = await client.connect().then(
          () => true,
          () => false,
        );
        if (!isConnected) break;
        taken.push(client);
      }
      await wait(8_000 * scale);
      await Promise.all(taken.map((client) => client.end()));
    },
  },
];

async function clientBackends(url: string): Promise<readonly number[]> {
  const rows = await withPostgres(url, (read) =>
    read("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"),
  );
  return z
    .array(z.object({ pid: z.number() }))
    .parse(rows)
    .map(({ pid }) => pid);
}
