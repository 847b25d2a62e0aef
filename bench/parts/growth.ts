import { setTimeout as wait } from "node:timers/promises";
import { auditRun } from "../ledger/audit.ts";
import { storedMessages, withPostgres } from "../ledger/stored-rows.ts";
import type { LoadResult } from "../load/plan.ts";
import { median } from "../load/statistics.ts";
import { TURN_WORDS, startWebchat } from "../servers/product.ts";
import type { Door } from "../servers/product.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { deskReads, signIn } from "./desk-reads.ts";
import { check, newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";
import { measureOpenLoop } from "./rounds.ts";
import { giveVisitorsComplaints, seedComplaints, sequentialScans } from "./seed-complaints.ts";

/** Turns per second: few enough that none waits for another, for it is the turn itself that must not grow. */
const PER_SECOND = 50;
/** Reads of each list in a round. */
const READS = 25;

/** PostgreSQL's processes tell what they have counted at the latest this long after their last statement. */
const STATISTICS_MS = 12_000;

const ADMINISTRATOR = { ADMIN_EMAIL: "administrator@example.com", ADMIN_PASSWORD: "a stone in the river" } as const;

export interface GrowthPart {
  readonly complaints: readonly [number, number];
  /** Median milliseconds with few and with many complaints: of a turn, of tracking in the chat, and of each read at the desk. */
  readonly p50: Readonly<Record<string, readonly [number, number]>>;
  /** Tables that were read from end to end while that was measured. */
  readonly scanned: readonly string[];
}

export interface GrowthExtent {
  readonly sizes: readonly [number, number];
  readonly rounds: number;
  readonly roundMs: number;
}

interface Side {
  readonly complaints: number;
  readonly database: string;
  readonly door: Door;
  readonly token: string;
  readonly before: ReadonlyMap<string, number>;
  readonly results: LoadResult[];
  /** Milliseconds of each thing that was measured. */
  readonly times: Map<string, number[]>;
}

/** Does the same with few and with many complaints stored, by two servers side by side, at a rate that leaves both at ease. */
export async function measureGrowth(
  postgres: Pick<PostgresServer, "url">,
  tools: PartTools,
  extent: GrowthExtent,
): Promise<GrowthPart> {
  const [few, many] = [
    await openSide(postgres, tools, extent.sizes[0]),
    await openSide(postgres, tools, extent.sizes[1]),
  ];
  for (let round = 1; round <= extent.rounds; round += 1) {
    for (const side of round % 2 === 0 ? [few, many] : [many, few]) await measureOnce(side, round, extent);
    tools.say(`growth: round ${round} of ${extent.rounds}`);
  }
  await Promise.all([few, many].map(({ door }) => door.stop()));
  await wait(STATISTICS_MS);
  const scanned = [...(await finished(tools, few)), ...(await finished(tools, many))];
  const names = [...few.times.keys()];
  return {
    complaints: extent.sizes,
    p50: Object.fromEntries(names.map((name) => [name, [p50Of(few, name), p50Of(many, name)] as const])),
    scanned: [...new Set(scanned)],
  };
}

function p50Of({ times }: Side, name: string): number {
  return median(times.get(name) ?? []);
}

async function openSide(
  postgres: Pick<PostgresServer, "url">,
  { folder, visitors, say }: PartTools,
  complaints: number,
): Promise<Side> {
  const database = await newDatabase(postgres, `growth_${complaints}`);
  const setting = { storage: { databaseUrl: database }, folder, visitors, variables: ADMINISTRATOR };
  const door = await startWebchat(setting);
  const begun = performance.now();
  const before = await withPostgres(database, async (rows) => {
    await seedComplaints(rows, complaints);
    await giveVisitorsComplaints(rows);
    await wait(STATISTICS_MS);
    return sequentialScans(rows);
  });
  say(`growth: ${complaints} complaints in ${Math.round((performance.now() - begun - STATISTICS_MS) / 1_000)} s`);
  const token = await signIn(door.port, ADMINISTRATOR.ADMIN_EMAIL, ADMINISTRATOR.ADMIN_PASSWORD);
  return { complaints, database, door, token, before, results: [], times: new Map() };
}

async function measureOnce(side: Side, round: number, { roundMs }: GrowthExtent): Promise<void> {
  const load = { openMs: roundMs, warmUpMs: 500 };
  const turns = await measureOpenLoop(side.door, TURN_WORDS, PER_SECOND, load, round);
  const tracking = await measureOpenLoop(side.door, ["status"], PER_SECOND, load, 500 + round);
  side.results.push(turns, tracking);
  note(side, "turn", turns.latencies);
  note(side, "tracking", tracking.latencies);
  for (const [name, path] of deskReads) {
    note(side, name, await timesOf(side, path));
  }
}

function note({ times }: Side, name: string, more: readonly number[]): void {
  times.set(name, [...(times.get(name) ?? []), ...more]);
}

async function timesOf({ door, token }: Side, path: string): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < READS) {
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${door.port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    times.push(performance.now() - begun);
  }
  return times;
}

/** Draws the ledger of one side; the tables that were read from end to end. */
function finished({ say }: PartTools, { complaints, database, before, results }: Side): Promise<readonly string[]> {
  return withPostgres(database, async (rows) => {
    check(say, `the turns beside ${complaints} complaints`, auditRun(results, await storedMessages(rows)));
    const after = await sequentialScans(rows);
    return [...after].filter(([table, scans]) => scans > (before.get(table) ?? 0)).map(([table]) => table);
  });
}
