import { percentile } from "../load/statistics.ts";
import type { DoorPart } from "../parts/door.ts";
import type { SideBySide } from "../parts/rounds.ts";
import type { Findings } from "./findings.ts";

type Row = readonly string[];

/** The tables for people. */
export function tableOf(findings: Findings): string {
  return [
    turnTable(findings),
    costTable(findings),
    openTable(findings),
    peerTable(findings),
    growthTable(findings),
    ...otherLines(findings),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function turnTable({ doors, pglite, extent }: Findings): string {
  const rows = [
    ...doors.map(({ kind, side, duplicates }) => [kind, ...closed(side), `${Math.round(duplicates.perSecond)}/s`]),
    ...(pglite === undefined ? [] : [["webchat on PGlite", ...closed(pglite), ""]]),
  ];
  const heads = [
    `${extent.connections} connections`,
    "floor",
    "turn",
    "ratio",
    "turn p50",
    "turn p99",
    "delivered 4 times",
  ];
  return rows.length === 0 ? "" : aligned([heads, ...rows]);
}

function closed({ floor, turn, ratio, turnResults }: SideBySide): Row {
  const latencies = turnResults.flatMap((result) => result.latencies);
  return [`${Math.round(floor)}/s`, `${Math.round(turn)}/s`, ratio.toFixed(2), ...halfAndTail(latencies)];
}

/** What a message costs the processors, which depends less than its time on what else they do. */
function costTable({ doors }: Findings): string {
  const rows = doors.map(({ kind, side: { floorCost, turnCost } }) => [
    kind,
    ...[floorCost, turnCost].flatMap(({ server, database }) => [ms(server, 2), ms(database, 2)]),
  ]);
  const heads = [
    "processor time of a message",
    "floor: server",
    "PostgreSQL",
    "turn with its sending: server",
    "PostgreSQL",
  ];
  return rows.length === 0 ? "" : aligned([heads, ...rows]);
}

function openTable({ doors }: Findings): string {
  const rows = doors.flatMap((door) => [
    ...door.open.map(({ perSecond, result }) => [
      `${door.kind}, arrivals at ${perSecond}/s`,
      `${Math.round(result.perSecond)}/s`,
      ...halfAndTail(result.latencies),
    ]),
    ...toProvider(door),
  ]);
  return rows.length === 0 ? "" : aligned([["", "answered", "p50", "p99"], ...rows]);
}

function toProvider({ kind, toProvider: waits }: DoorPart): readonly Row[] {
  return waits.length === 0 ? [] : [[`${kind}, commit → provider`, "", ...halfAndTail(waits)]];
}

function peerTable({ peers = [] }: Findings): string {
  if (peers.length === 0) return "";
  const rows = peers.map(({ name, perSecond, p50, p99 }) => [name, `${Math.round(perSecond)}/s`, ms(p50), ms(p99)]);
  return aligned([["filing by Telegram, message → answer", "at most", "p50", "p99"], ...rows]);
}

function growthTable({ growth }: Findings): string {
  if (growth === undefined) return "";
  const [few, many] = growth.complaints;
  const rows = Object.entries(growth.p50).map(([name, [small, large]]) => [
    name,
    ms(small),
    ms(large),
    (large / small).toFixed(2),
  ]);
  const scanned = growth.scanned.length === 0 ? "none" : growth.scanned.join(", ");
  const table = aligned([
    ["p50 beside complaints", few.toLocaleString("en"), many.toLocaleString("en"), "ratio"],
    ...rows,
  ]);
  return `${table}\ntables read from end to end: ${scanned}`;
}

function otherLines({ outbox, photos, sockets }: Findings): readonly string[] {
  return [
    outbox === undefined
      ? ""
      : `outbox: ${outbox.messages} messages at ${Math.round(outbox.perSecond)}/s to a provider who takes 20 ms`,
    photos === undefined
      ? ""
      : `photos: ${photos.photos} of ${photos.megapixels} megapixels (${photos.megabytes.toFixed(1)} MB), ${Math.round(photos.msEach)} ms each from the webhook to the clean copy`,
    sockets === undefined
      ? ""
      : `sockets: ${sockets.sockets} idle at ${sockets.kilobytesEach.toFixed(1)} KB each; server ${sockets.megabytes.map(Math.round).join(" → ")} MB, up in ${Math.round(sockets.startMs)} ms, down in ${Math.round(sockets.stopMs)} ms`,
  ];
}

function halfAndTail(latencies: readonly number[]): Row {
  return [ms(percentile(latencies, 0.5)), ms(percentile(latencies, 0.99))];
}

function ms(value: number, digits = 1): string {
  return `${value.toFixed(digits)} ms`;
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join("  ")).join("\n");
}
