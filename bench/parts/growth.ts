import { setTimeout as wait } from "node:timers/promises";
import { auditRun } from "./ledger.ts";
import type { LoadResult } from "./plan.ts";
import { measureOpenLoop } from "./rounds.ts";
import type { Extent } from "./rounds.ts";
import { giveVisitorsComplaints, seedComplaints, sequentialScans } from "./seed-complaints.ts";
import { median } from "./statistics.ts";
import { storedMessages, withPostgres } from "./stored-rows.ts";
import { TURN_WORDS, startWebchat } from "./webchat-turn.ts";
import type { WebchatTurn } from "./webchat-turn.ts";

/** Complaints in the smaller and in the larger database. */
const SIZES = [10_000, 100_000] as const;

/** Turns per second: few enough that none waits for another, for it is the turn itself that must not grow. */
const PER_SECOND = 50;
const GROWTH_ROUNDS = 8;
const ROUND_MS = 4_000;

/** PostgreSQL's processes tell what they have counted at the latest this long after their last statement. */
const STATISTICS_MS = 12_000;

export interface GrowthPart {
  readonly complaints: number;
  /** Median latency of a turn, in milliseconds. */
  readonly p50: number;
  /** Tables that were read from end to end while turns were taken. */
  readonly scanned: readonly string[];
  /** What the ledger says is wrong. */
  readonly troubles: readonly string[];
}

interface Side {
  readonly complaints: number;
  readonly database: string;
  readonly turn: WebchatTurn;
  readonly before: ReadonlyMap<string, number>;
  readonly results: LoadResult[];
}

/** Takes the same turns with few and with many complaints stored, by two servers side by side, at a rate that leaves both at ease. */
export async function measureGrowth(
  serverUrl: string,
  folder: string,
  visitors: number,
  extent: Extent,
): Promise<readonly GrowthPart[]> {
  const calm = { ...extent, rounds: GROWTH_ROUNDS, openPerSecond: PER_SECOND, openMs: ROUND_MS };
  const sides: Side[] = [];
  for (const complaints of SIZES) sides.push(await openSide(serverUrl, folder, visitors, complaints));
  for (let round = 0; round < calm.rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      side.results.push(await measureOpenLoop(side.turn, TURN_WORDS, calm, `growth${round}`));
    }
  }
  await Promise.all(sides.map(({ turn }) => turn.stop()));
  await wait(STATISTICS_MS);
  return Promise.all(sides.map(partOf));
}

async function openSide(serverUrl: string, folder: string, visitors: number, complaints: number): Promise<Side> {
  const name = `redress_${complaints}`;
  await withPostgres(serverUrl, (rows) => rows(`CREATE DATABASE ${name}`));
  const database = serverUrl.replace(/\/postgres$/u, `/${name}`);
  const turn = await startWebchat({ databaseUrl: database }, folder, visitors, []);
  const before = await withPostgres(database, async (rows) => {
    await seedComplaints(rows, complaints);
    await giveVisitorsComplaints(rows);
    await wait(STATISTICS_MS);
    return sequentialScans(rows);
  });
  return { complaints, database, turn, before, results: [] };
}

async function partOf({ complaints, database, before, results }: Side): Promise<GrowthPart> {
  return withPostgres(database, async (rows) => {
    const after = await sequentialScans(rows);
    const scanned = [...after].filter(([table, scans]) => scans > (before.get(table) ?? 0)).map(([table]) => table);
    return {
      complaints,
      p50: median(results.map(({ latencies }) => median(latencies))),
      scanned,
      troubles: auditRun(results, await storedMessages(rows)),
    };
  });
}
