import { runLoad } from "./processes.ts";
import type { Listening } from "./processes.ts";
import type { LoadPlan, LoadResult } from "./plan.ts";
import { median } from "./statistics.ts";

/** How much is measured. */
export interface Extent {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Keep-alive connections of the closed loop. */
  readonly connections: number;
  /** Requests per second of the open loop, and for how long. */
  readonly openPerSecond: number;
  readonly openMs: number;
}

/** Floor and turn measured side by side: what machines do meanwhile hits both. */
export interface SideBySide {
  /** Medians of the rounds, in answers per second. */
  readonly floor: number;
  readonly turn: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  readonly rounds: readonly { readonly floor: number; readonly turn: number }[];
  readonly floorResults: readonly LoadResult[];
  readonly turnResults: readonly LoadResult[];
}

type Targeted = Pick<Listening, "port"> & { readonly targets: LoadPlan["targets"] };

/** Runs floor and turn in turns; which of them begins changes from round to round. */
export async function measureSideBySide(
  floor: Listening,
  turn: Targeted,
  words: readonly string[],
  extent: Extent,
  told: (line: string) => void,
): Promise<SideBySide> {
  const floorTargets = turn.targets.map(({ token }) => ({ path: "/", token }));
  const floorResults: LoadResult[] = [];
  const turnResults: LoadResult[] = [];
  for (let round = 0; round < extent.rounds; round += 1) {
    const name = `r${round}`;
    const runFloor = async (): Promise<void> => {
      floorResults.push(await closedRound({ port: floor.port, targets: floorTargets }, words, name, extent));
    };
    const runTurn = async (): Promise<void> => {
      turnResults.push(await closedRound(turn, words, name, extent));
    };
    for (const run of round % 2 === 0 ? [runFloor, runTurn] : [runTurn, runFloor]) await run();
    told(`round ${round + 1}: floor ${speed(floorResults)}/s, turn ${speed(turnResults)}/s`);
  }
  const rounds = floorResults.map((result, index) => ({
    floor: result.perSecond,
    turn: turnResults[index]?.perSecond ?? Number.NaN,
  }));
  return {
    floor: median(rounds.map((round) => round.floor)),
    turn: median(rounds.map((round) => round.turn)),
    ratio: median(rounds.map((round) => round.turn / round.floor)),
    rounds,
    floorResults,
    turnResults,
  };
}

function speed(results: readonly LoadResult[]): string {
  return String(Math.round(results.at(-1)?.perSecond ?? Number.NaN));
}

function closedRound(
  { port, targets }: Targeted,
  words: readonly string[],
  round: string,
  { connections, warmUpMs, measureMs }: Extent,
): Promise<LoadResult> {
  return runLoad({
    port,
    targets,
    words: [...words],
    round,
    connections,
    warmUpMs,
    measureMs,
    loop: { kind: "closed" },
  });
}

/** Connections that the open loop may use at once: more than ever wait, so that it is the server who is slow. */
const OPEN_CONNECTIONS = 128;

/** Latencies at a steady rate of arrivals. */
export function measureOpenLoop(
  { port, targets }: Targeted,
  words: readonly string[],
  { openPerSecond, openMs, warmUpMs }: Extent,
  round = "open",
): Promise<LoadResult> {
  return runLoad({
    port,
    targets,
    words: [...words],
    round,
    connections: Math.min(OPEN_CONNECTIONS, targets.length),
    warmUpMs,
    measureMs: openMs,
    loop: { kind: "open", perSecond: openPerSecond, seed: 20_991 },
  });
}
