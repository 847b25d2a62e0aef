import { setTimeout as wait } from "node:timers/promises";
import { processorTime } from "../servers/processor-time.ts";
import { runLoad } from "../servers/processes.ts";
import type { Listening } from "../servers/processes.ts";
import type { Door } from "../servers/product.ts";
import type { LoadResult } from "../load/plan.ts";
import { median } from "../load/statistics.ts";

/** How much is measured. */
export interface Extent {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Keep-alive connections of the closed loop. */
  readonly connections: number;
  /** How long each rate of the open loop is kept up. */
  readonly openMs: number;
}

/** Floor and turn measured side by side: what machines do meanwhile hits both. */
export interface SideBySide {
  /** Medians of the rounds, in answers per second. */
  readonly floor: number;
  readonly turn: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  readonly floorResults: readonly LoadResult[];
  readonly turnResults: readonly LoadResult[];
  /** Milliseconds of the processors for each message, what is done after the answer included; NaN where the system does not tell. */
  readonly floorCost: Cost;
  readonly turnCost: Cost;
}

/** What a message costs the server's own process and the database. */
export interface Cost {
  readonly server: number;
  readonly database: number;
}

/** What happens around the rounds. */
export interface RoundTools {
  /** Tells people how it goes. */
  readonly say: (line: string) => void;
  /** Resolves once what a round has left to be done, such as sending answers, is done: the next one shall not pay for it. */
  readonly settled: () => Promise<unknown>;
  /** PostgreSQL's first process; undefined where the database has none of its own. */
  readonly database: number | undefined;
}

/** Runs floor and turn in turns; which of them begins changes from round to round. */
export async function measureSideBySide(
  floor: Pick<Listening, "port" | "pid">,
  turn: Pick<Door, "port" | "pid" | "senders">,
  words: readonly string[],
  extent: Extent,
  tools: RoundTools,
): Promise<SideBySide> {
  const floorResults: LoadResult[] = [];
  const turnResults: LoadResult[] = [];
  const floorCosts: Cost[] = [];
  const turnCosts: Cost[] = [];
  for (let round = 1; round <= extent.rounds; round += 1) {
    const runFloor = async (): Promise<void> => {
      const load = () => closedRound({ ...turn, port: floor.port, path: "/" }, words, round, extent);
      await weighed(load, floor.pid, tools.database, floorResults, floorCosts);
    };
    const runTurn = async (): Promise<void> => {
      const load = async (): Promise<LoadResult> => {
        const result = await closedRound(turn, words, round, extent);
        await tools.settled();
        return result;
      };
      await weighed(load, turn.pid, tools.database, turnResults, turnCosts);
    };
    for (const run of round % 2 === 0 ? [runFloor, runTurn] : [runTurn, runFloor]) await run();
    tools.say(`round ${round}: floor ${speed(floorResults)}/s, turn ${speed(turnResults)}/s`);
  }
  const ratios = floorResults.map(({ perSecond }, index) => (turnResults[index]?.perSecond ?? Number.NaN) / perSecond);
  return {
    floor: median(floorResults.map(({ perSecond }) => perSecond)),
    turn: median(turnResults.map(({ perSecond }) => perSecond)),
    ratio: median(ratios),
    floorResults,
    turnResults,
    floorCost: medianCost(floorCosts),
    turnCost: medianCost(turnCosts),
  };
}

/** Runs a round and notes, beside its result, what each of its messages cost. */
async function weighed(
  load: () => Promise<LoadResult>,
  server: number,
  database: number | undefined,
  results: LoadResult[],
  costs: Cost[],
): Promise<void> {
  const time = async (pid: number | undefined): Promise<number> =>
    (pid === undefined ? undefined : await processorTime(pid)) ?? Number.NaN;
  const before = [await time(server), await time(database)] as const;
  const result = await load();
  const count = result.accepted.length;
  results.push(result);
  costs.push({
    server: ((await time(server)) - before[0]) / count,
    database: ((await time(database)) - before[1]) / count,
  });
}

function medianCost(costs: readonly Cost[]): Cost {
  return { server: median(costs.map(({ server }) => server)), database: median(costs.map(({ database }) => database)) };
}

function speed(results: readonly LoadResult[]): string {
  return String(Math.round(results.at(-1)?.perSecond ?? Number.NaN));
}

/** One round of the closed loop; with `copies`, each message is delivered so often. */
export function closedRound(
  { port, senders, path }: Pick<Door, "port" | "senders"> & { readonly path?: string },
  words: readonly string[],
  round: number,
  { connections, warmUpMs, measureMs }: Extent,
  copies = 1,
): Promise<LoadResult> {
  return runLoad({
    port,
    senders,
    ...(path === undefined ? {} : { path }),
    words: [...words],
    round,
    copies,
    connections,
    warmUpMs,
    measureMs,
    loop: { kind: "closed" },
  });
}

/** Connections that the open loop may use at once: more than ever wait, so that it is the server who is slow. */
const OPEN_CONNECTIONS = 128;
const SEED = 20_991;

/** Latencies at a steady rate of arrivals. */
export function measureOpenLoop(
  { port, senders }: Pick<Door, "port" | "senders">,
  words: readonly string[],
  perSecond: number,
  { openMs, warmUpMs }: Pick<Extent, "openMs" | "warmUpMs">,
  round: number,
): Promise<LoadResult> {
  return runLoad({
    port,
    senders,
    words: [...words],
    round,
    connections: OPEN_CONNECTIONS,
    warmUpMs,
    measureMs: openMs,
    loop: { kind: "open", perSecond, seed: SEED + round },
  });
}

/** Resolves once `isSo`; rejects when that takes longer than `limitMs`. */
export async function until(what: string, isSo: () => Promise<boolean>, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited for ${limitMs} ms, and still not: ${what}`);
    await wait(50);
  }
}
