import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { queryAt, unsentAt, wrongWith } from "../support/complaint-ledger.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { freshDatabase } from "../support/postgres.ts";
import { ServerProcess } from "../support/server-process.ts";
import { startVisitors } from "../support/steady-visitors.ts";
import type { Visitors } from "../support/steady-visitors.ts";

const SECRET_KEY = "b7Qx2nVt9LsKw4Zr8Yc3Hm6Jp1Dg5FaE0uTiRoPk";

/** What may still be under way when a fault has ended has to be through within this. */
const SETTLED_MS = 10_000;

// Servers are started again and again, on a machine that may be busy.
jest.setTimeout(180_000);

const open: ServerProcess[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serverOn(databaseUrl: string): Promise<ServerProcess> {
  const server = await ServerProcess.prepare({
    DATABASE_URL: databaseUrl,
    SECRET_KEY,
    WEBCHAT_POSTS_PER_MINUTE: "1000000",
  });
  open.push(server);
  await server.start();
  return server;
}

/** Ends the load and holds what is stored against what was told. */
async function expectNothingLost(visitors: Visitors, databaseUrl: string, least: number): Promise<void> {
  await visitors.stop();
  const limit = Date.now() + SETTLED_MS;
  while ((await unsentAt(databaseUrl)) > 0 && Date.now() < limit) await pause(50);
  expect(await unsentAt(databaseUrl)).toBe(0);
  expect(await wrongWith(databaseUrl, SECRET_KEY, visitors)).toEqual([]);
  expect(visitors.filed.length).toBeGreaterThanOrEqual(least);
  expect([...visitors.statuses.keys()].filter((status) => ![200, 503].includes(status))).toEqual([]);
}

describe("a server that dies", () => {
  it("has lost nothing and doubled nothing that it acknowledged, however often it is killed", async () => {
    const databaseUrl = await freshDatabase();
    const server = await serverOn(databaseUrl);
    const visitors = startVisitors([server.url], 4);
    for (let kills = 0; kills < 3; kills += 1) {
      await visitors.untilFiled(1);
      await pause(Math.random() * 300);
      await server.kill();
      await server.start();
    }
    await visitors.untilFiled(2);
    await expectNothingLost(visitors, databaseUrl, 5);
  });

  it("ends by itself within ten seconds when it is told to, with exit code 0, and has lost nothing", async () => {
    const databaseUrl = await freshDatabase();
    const server = await serverOn(databaseUrl);
    const visitors = startVisitors([server.url], 4);
    await visitors.untilFiled(3);
    const told = Date.now();
    expect(await server.stop()).toBe(0);
    expect(Date.now() - told).toBeLessThan(10_000);
    await server.start();
    await visitors.untilFiled(3);
    await expectNothingLost(visitors, databaseUrl, 6);
  });
});

describe("two servers on one database", () => {
  it("do once what both are told at the same moment", async () => {
    const databaseUrl = await freshDatabase();
    const servers = [await serverOn(databaseUrl), await serverOn(databaseUrl)];
    const visitors = startVisitors(
      servers.map(({ url }) => url),
      4,
      { toAll: true },
    );
    await visitors.untilFiled(4);
    await expectNothingLost(visitors, databaseUrl, 4);
    const [row] = await queryAt(
      databaseUrl,
      "SELECT count(*)::int AS n FROM message WHERE direction = 'in' AND external_id LIKE '%|c.%'",
    );
    expect(row).toEqual({ n: visitors.acknowledged.size });
  });

  it("share the load, and one takes over when the other is killed", async () => {
    const databaseUrl = await freshDatabase();
    const [one, other] = [await serverOn(databaseUrl), await serverOn(databaseUrl)];
    const visitors = startVisitors([one.url, other.url], 4);
    await visitors.untilFiled(3);
    await other.kill();
    await visitors.untilFiled(2);
    await other.start();
    await expectNothingLost(visitors, databaseUrl, 5);
  });
});

describe("a database that dies", () => {
  it("makes the server say so, never that it kept anything, and is caught up with when it is back", async () => {
    const postgres = await startPostgres({ durable: true });
    const server = await serverOn(postgres.url);
    const visitors = startVisitors([server.url], 4);
    for (let crashes = 0; crashes < 2; crashes += 1) {
      await visitors.untilFiled(2);
      const resume = await postgres.interrupt();
      const acknowledged = visitors.acknowledged.size;
      const turnedAway = () => (visitors.statuses.get(503) ?? 0) + visitors.vainReads.count;
      const before = turnedAway();
      while (turnedAway() < before + 4) await pause(20);
      // Answers that were on their way when it died may still have come in.
      expect(visitors.acknowledged.size - acknowledged).toBeLessThanOrEqual(4);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await resume();
    }
    await visitors.untilFiled(2);
    await expectNothingLost(visitors, postgres.url, 6);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(server.output.split("Redress is running.")).toHaveLength(2);
    await server.close();
    await postgres.stop();
  });
});
