import { percentile, rounded } from "../load/statistics.ts";
import type { DoorPart } from "../parts/door.ts";
import type { Cost, SideBySide } from "../parts/rounds.ts";
import type { Findings } from "./findings.ts";
import { machine } from "./machine.ts";

/** The last line, for machines: speeds per second, times in milliseconds. What was not measured is missing. */
export function jsonOf(findings: Findings): string {
  const { doors, pglite, outbox, photos, sockets, peers, growth, extent, visitors, postgresVersion, load } = findings;
  return JSON.stringify({
    turns: Object.fromEntries(doors.map((door) => [door.kind, doorJson(door)])),
    pglite: pglite === undefined ? undefined : sideJson(pglite),
    outbox: outbox === undefined ? undefined : { ...outbox, perSecond: rounded(outbox.perSecond, 0) },
    photos: photos === undefined ? undefined : { ...photos, msEach: rounded(photos.msEach, 0) },
    sockets: sockets === undefined ? undefined : { ...sockets, kilobytesEach: rounded(sockets.kilobytesEach, 1) },
    dialogues:
      peers === undefined
        ? undefined
        : Object.fromEntries(
            peers.map(({ name, perSecond, p50, p99 }) => [
              name,
              { per_second: rounded(perSecond, 0), p50_ms: rounded(p50, 2), p99_ms: rounded(p99, 2) },
            ]),
          ),
    growth,
    ledger: "adds up",
    conditions: {
      connections: extent.connections,
      visitors,
      rounds: extent.rounds,
      seconds_a_round: extent.measureMs / 1_000,
      ...machine(),
      postgres: postgresVersion,
      durable: true,
      load_average: { before: load[0], after: load[1] },
    },
  });
}

function doorJson({ side, open, duplicates, toProvider }: DoorPart): object {
  return {
    ...sideJson(side),
    duplicates_per_second: rounded(duplicates.perSecond, 0),
    open_loop: Object.fromEntries(open.map(({ perSecond, result }) => [perSecond, timesJson(result.latencies)])),
    ...(toProvider.length === 0 ? {} : { commit_to_provider: timesJson(toProvider) }),
  };
}

function sideJson({ floor, turn, ratio, floorCost, turnCost }: SideBySide): object {
  return {
    floor: rounded(floor, 0),
    turn: rounded(turn, 0),
    ratio: rounded(ratio, 3),
    processor_ms: { floor: costJson(floorCost), turn: costJson(turnCost) },
  };
}

function costJson({ server, database }: Cost): object {
  return { server: rounded(server, 3), postgres: rounded(database, 3) };
}

function timesJson(latencies: readonly number[]): object {
  return { p50_ms: rounded(percentile(latencies, 0.5), 2), p99_ms: rounded(percentile(latencies, 0.99), 2) };
}
