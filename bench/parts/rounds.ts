import { setTimeout as wait } from "node:timers/promises";
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
}

/** What happens around the rounds. */
export interface RoundTools {
  /** Tells people how it goes. */
  readonly say: (line: string) => void;
  /** Resolves once what a round has left to be done, such as sending answers, is done: the next one shall not pay for it. */
  readonly settled: () => Promise<unknown>;
}

/** Runs floor and turn in turns; which of them begins changes from round to round. */
export async function measureSideBySide(
  floor: Pick<Listening, "port">,
  turn: Pick<Door, "port" | "senders">,
  words: readonly string[],
  extent: Extent,
  { say, settled }: RoundTools,
): Promise<SideBySide> {
  const floorResults: LoadResult[] = [];
  const turnResults: LoadResult[] = [];
  for (let round = 1; round <= extent.rounds; round += 1) {
    const runFloor = async (): Promise<void> => {
      floorResults.push(await closedRound({ ...turn, port: floor.port, path: "/" }, words, round, extent));
    };
    const runTurn = async (): Promise<void> => {
      turnResults.push(await closedRound(turn, words, round, extent));
      await settled();
    };
    for (const run of round % 2 === 0 ? [runFloor, runTurn] : [runTurn, runFloor]) await run();
    say(`round ${round}: floor ${speed(floorResults)}/s, turn ${speed(turnResults)}/s`);
  }
  const ratios = floorResults.map(({ perSecond }, index) => (turnResults[index]?.perSecond ?? Number.NaN) / perSecond);
  return {
    floor: median(floorResults.map(({ perSecond }) => perSecond)),
    turn: median(turnResults.map(({ perSecond }) => perSecond)),
    ratio: median(ratios),
    floorResults,
    turnResults,
  };
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
