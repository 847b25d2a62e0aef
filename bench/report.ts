import { availableParallelism, cpus, loadavg } from "node:os";
import type { GrowthPart } from "./growth.ts";
import type { LoadResult } from "./plan.ts";
import type { Extent, SideBySide } from "./rounds.ts";
import { median, percentile, rounded } from "./statistics.ts";

/** Everything that a run has found. */
export interface Findings {
  readonly postgres: SideBySide;
  readonly openLoop: LoadResult;
  readonly pglite: SideBySide;
  readonly postgresVersion: string;
  readonly visitors: number;
  readonly growth?: readonly GrowthPart[];
}

/** What the machine did besides, at the beginning and at the end: numbers of a busy machine are worth less. */
export function machineLoad(): number {
  return rounded(loadavg()[0] ?? Number.NaN, 1);
}

/** The table for people. */
export function tableOf({ postgres, openLoop, pglite, growth = [] }: Findings, extent: Extent): string {
  const closed = (side: SideBySide): string[] => {
    const turns = side.turnResults.flatMap(({ latencies }) => latencies);
    return [
      `${Math.round(side.floor)}/s`,
      `${Math.round(side.turn)}/s`,
      side.ratio.toFixed(2),
      milliseconds(turns, 0.5),
      milliseconds(turns, 0.99),
    ];
  };
  const rows = [
    ["", "floor", "web-chat turn", "ratio", "turn p50", "turn p99"],
    [`PostgreSQL, ${extent.connections} connections`, ...closed(postgres)],
    [`PGlite, ${extent.connections} connections`, ...closed(pglite)],
    [
      `PostgreSQL, arrivals at ${extent.openPerSecond}/s`,
      "",
      `${Math.round(openLoop.perSecond)}/s`,
      "",
      milliseconds(openLoop.latencies, 0.5),
      milliseconds(openLoop.latencies, 0.99),
    ],
    ...growth.map(({ complaints, p50 }) => [
      `PostgreSQL, ${complaints} complaints`,
      "",
      "",
      "",
      `${p50.toFixed(1)} ms`,
      "",
    ]),
  ];
  return aligned(rows);
}

function milliseconds(latencies: readonly number[], share: number): string {
  return `${percentile(latencies, share).toFixed(1)} ms`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

/** The last line, for machines: speeds in answers per second, latencies in milliseconds. */
export function jsonOf(findings: Findings, extent: Extent, load: readonly [number, number]): string {
  const { postgres, openLoop, pglite } = findings;
  return JSON.stringify({
    floor: rounded(postgres.floor, 0),
    turn: { webchat: rounded(postgres.turn, 0) },
    ratio: rounded(postgres.ratio, 3),
    pglite: {
      floor: rounded(pglite.floor, 0),
      turn: { webchat: rounded(pglite.turn, 0) },
      ratio: rounded(pglite.ratio, 3),
    },
    open_loop: {
      per_second: extent.openPerSecond,
      p50_ms: rounded(median(openLoop.latencies), 2),
      p99_ms: rounded(percentile(openLoop.latencies, 0.99), 2),
    },
    ...(findings.growth === undefined ? {} : { growth: growthOf(findings.growth) }),
    conditions: {
      connections: extent.connections,
      visitors: findings.visitors,
      rounds: extent.rounds,
      seconds_a_round: extent.measureMs / 1_000,
      processors: availableParallelism(),
      processor: cpus()[0]?.model ?? "",
      node: process.version,
      postgres: findings.postgresVersion,
      durable: true,
      load_average: { before: load[0], after: load[1] },
    },
  });
}

function growthOf(parts: readonly GrowthPart[]): object {
  const [first, last] = [parts[0], parts.at(-1)];
  return {
    p50_ms: Object.fromEntries(parts.map(({ complaints, p50 }) => [complaints, rounded(p50, 2)])),
    ratio: rounded((last?.p50 ?? Number.NaN) / (first?.p50 ?? Number.NaN), 3),
    tables_scanned: [...new Set(parts.flatMap(({ scanned }) => scanned))],
  };
}
