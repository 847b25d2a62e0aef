/**
 * `npm run bench [-- --quick] [--growth] [--profile FOLDER]`: how fast a web-chat turn is, beside the floor, on this machine. Both run on a
 * PostgreSQL of this run alone that waits for the disk, and then on PGlite. A run that loses, doubles, displaces or leaves
 * unanswered one message prints no number and exits with 1. docs/adr/0014 says what is measured and why.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startPostgres } from "../tests/support/postgres-server.ts";
import { measureGrowth } from "./growth.ts";
import type { GrowthPart } from "./growth.ts";
import { auditFloor, auditRun } from "./ledger.ts";
import type { LoadResult } from "./plan.ts";
import { startFloor, stopEverything } from "./processes.ts";
import { jsonOf, machineLoad, tableOf } from "./report.ts";
import { measureOpenLoop, measureSideBySide } from "./rounds.ts";
import type { Extent, SideBySide } from "./rounds.ts";
import { floorIds, storedMessages, unsentMessages, withPglite, withPostgres } from "./stored-rows.ts";
import type { Rows } from "./stored-rows.ts";
import { TURN_WORDS, startWebchat } from "./webchat-turn.ts";

/** Many short rounds: what else the machine does then falls on floor and turn alike. */
const FULL: Extent = {
  rounds: 15,
  warmUpMs: 1_000,
  measureMs: 3_000,
  connections: 32,
  openPerSecond: 200,
  openMs: 15_000,
};
const QUICK: Extent = { ...FULL, rounds: 5, warmUpMs: 500, measureMs: 1_500, openMs: 5_000 };
/** Several for each connection of either loop. */
const VISITORS = 256;

interface Options {
  readonly extent: Extent;
  readonly nodeFlags: readonly string[];
  /** Gone at the end. */
  readonly folder: string;
}

/** The ledger does not add up: what was measured is worth nothing. */
class LedgerFault extends Error {}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function check(where: string, troubles: readonly string[]): void {
  if (troubles.length > 0) throw new LedgerFault(`The ledger of ${where} does not add up: ${troubles.join("; ")}`);
  say(`${where}: the ledger adds up`);
}

async function checkBoth(
  side: Pick<SideBySide, "floorResults" | "turnResults">,
  more: readonly LoadResult[],
  floorRows: Rows,
  turnRows: Rows,
): Promise<void> {
  check("the floor", auditFloor(side.floorResults, await floorIds(floorRows)));
  const unsent = await unsentMessages(turnRows);
  check("the turns", [
    ...auditRun([...side.turnResults, ...more], await storedMessages(turnRows)),
    ...(unsent === 0 ? [] : [`${unsent} answers are not delivered`]),
  ]);
}

async function onPostgres({ extent, nodeFlags, folder }: Options) {
  const server = await startPostgres({ durable: true });
  try {
    await withPostgres(server.url, (rows) => rows("CREATE DATABASE redress"));
    const database = server.url.replace(/\/postgres$/u, "/redress");
    say("PostgreSQL: the server starts, visitors open their conversations");
    const floor = await startFloor("postgres", server.url);
    const turn = await startWebchat({ databaseUrl: database }, folder, VISITORS, nodeFlags);
    const side = await measureSideBySide(floor, turn, TURN_WORDS, extent, say);
    const openLoop = await measureOpenLoop(turn, TURN_WORDS, extent);
    await Promise.all([floor.stop(), turn.stop()]);
    return await withPostgres(server.url, (floorRows) =>
      withPostgres(database, async (turnRows) => {
        await checkBoth(side, [openLoop], floorRows, turnRows);
        const [version] = z
          .array(z.object({ server_version: z.string() }))
          .parse(await floorRows("SHOW server_version"));
        return { side, openLoop, version: version?.server_version ?? "" };
      }),
    );
  } finally {
    await server.stop();
  }
}

async function onPglite({ extent, folder }: Options): Promise<SideBySide> {
  say("PGlite: the server starts, visitors open their conversations");
  const dataDir = path.join(folder, "data");
  const floorDir = path.join(folder, "floor");
  await mkdir(dataDir);
  const floor = await startFloor("pglite", floorDir);
  const turn = await startWebchat({ dataDir }, folder, VISITORS, []);
  const side = await measureSideBySide(floor, turn, TURN_WORDS, extent, say);
  await Promise.all([floor.stop(), turn.stop()]);
  await withPglite(floorDir, (floorRows) =>
    withPglite(path.join(dataDir, "database"), (turnRows) => checkBoth(side, [], floorRows, turnRows)),
  );
  return side;
}

async function grown({ extent, folder }: Options): Promise<readonly GrowthPart[]> {
  say("Growth: databases are filled");
  const server = await startPostgres({ durable: true });
  try {
    const parts = await measureGrowth(server.url, folder, VISITORS, extent);
    for (const { complaints, troubles } of parts) check(`the turns beside ${complaints} complaints`, troubles);
    return parts;
  } finally {
    await server.stop();
  }
}

const flags = {
  quick: { type: "boolean", default: false },
  growth: { type: "boolean", default: false },
  profile: { type: "string" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: flags });
  const extent = values.quick ? QUICK : FULL;
  const nodeFlags =
    values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(values.profile)}`];
  const folder = await mkdtemp(path.join(tmpdir(), "redress-bench-"));
  const before = machineLoad();
  try {
    const options: Options = { extent, nodeFlags, folder };
    const { side: postgres, openLoop, version } = await onPostgres(options);
    const pglite = await onPglite(options);
    const growth = values.growth ? { growth: await grown(options) } : {};
    const findings = { postgres, openLoop, pglite, postgresVersion: version, visitors: VISITORS, ...growth };
    process.stdout.write(`\n${tableOf(findings, extent)}\n\n`);
    process.stdout.write(`${jsonOf(findings, extent, [before, machineLoad()])}\n`);
  } finally {
    await stopEverything();
    await rm(folder, { recursive: true, force: true });
  }
}

await main().catch((fault: unknown) => {
  process.stderr.write(
    `${fault instanceof LedgerFault ? fault.message : String(fault instanceof Error ? fault.stack : fault)}\n`,
  );
  process.exitCode = 1;
});
