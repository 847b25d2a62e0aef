import type { ComplaintEvent } from "../../complaint/event.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { Ownership } from "../../conversation/ownership.ts";
import type {
  BoardAsk,
  BoardScope,
  Counted,
  Dimension,
  Keyed,
  Spread,
  Tally,
  WaitTally,
} from "../../improvement/board.ts";
import { linesOf } from "../../improvement/board-line.ts";
import type { BoardLine } from "../../improvement/board-line.ts";
import type { LineSelection, Selection } from "../../improvement/figure.ts";
import { isOldestFirst, LONGEST_BOARD_PAGE, readBoardPlace, writeBoardPlace } from "../board-port.ts";
import type { BoardDay, BoardPlace, BoardRow, BoardStore } from "../board-port.ts";
import { evaluatorOf, pageOf } from "../queue-order.ts";
import type { Tables } from "./tables.ts";

/** One counted thing with what it is filtered and broken down by, and where it stands in a list. */
interface Placed extends BoardPlace {
  readonly dimensions: Readonly<Partial<Record<Dimension, string>>>;
  readonly row: BoardRow;
  readonly line?: BoardLine;
}

/** Counting and listing for the managers' board, by looking at everything there is. */
export function board(tables: Tables): BoardStore {
  return {
    count: async (ask, { by, days = [] } = {}) => countAll(tables, ask, by, days),
    list: async (selection, ask, page) => {
      const sign = isOldestFirst(selection) ? 1 : -1;
      const place = readBoardPlace(page.after);
      const rows = selected(tables, selection, ask)
        .filter((one) => place === undefined || sign * compare(one, place) > 0)
        .sort((one, other) => sign * compare(one, other));
      const limit = Math.min(Math.max(page.limit, 1), LONGEST_BOARD_PAGE);
      const { rows: shown, next } = pageOf(rows, limit, writeBoardPlace);
      const found = shown.map(({ row }) => row);
      return next === undefined ? { rows: found } : { rows: found, next };
    },
  };
}

function compare(one: BoardPlace, other: BoardPlace): number {
  const byTime = one.at.getTime() - other.at.getTime();
  if (byTime !== 0) return byTime;
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return one.round - other.round;
}

function selected(tables: Tables, selection: Selection, ask: BoardAsk): Placed[] {
  const inScope = (rows: readonly Placed[]): Placed[] =>
    rows.filter(({ dimensions }) => belongs(dimensions, ask.scope));
  const inPeriod = (rows: readonly Placed[]): Placed[] => inScope(rows).filter(({ at }) => isWithin(at, ask));
  switch (selection.of) {
    case "lines":
      return inScope(allLines(tables)).filter(({ line }) => line !== undefined && isSelected(line, selection, ask));
    case "waits":
      return inPeriod(allWaits(tables)).filter(
        ({ row }) => selection.taken === undefined || selection.taken === (row.conversation?.agentId !== undefined),
      );
    case "conversations":
      return inPeriod(allTaken(tables));
    case "notices":
      return inPeriod(allNotices(tables));
  }
}

function isSelected(line: BoardLine, { kinds, span, round, late }: LineSelection, ask: BoardAsk): boolean {
  const isRight =
    (round === undefined || line.round === round) && (late === undefined || late === (line.late ?? false));
  return isRight && kinds.includes(line.kind) && spanOf(line, ask) === span;
}

/** The one span in which a line counts; undefined: in none. */
function spanOf({ kind, at }: BoardLine, ask: BoardAsk): Tally["span"] | undefined {
  if (kind === "open") return "any";
  if (!kind.startsWith("due_")) return isWithin(at, ask) ? "period" : undefined;
  return at < ask.now ? "past" : at < ask.soon ? "soon" : undefined;
}

function isWithin(at: Date, { period }: Pick<BoardAsk, "period">): boolean {
  return at >= period.from && at < period.to;
}

function belongs(dimensions: Placed["dimensions"], scope: BoardScope): boolean {
  const names = ["department", "evaluator", "door", "category"] as const;
  return names.every((name) => scope[name] === undefined || scope[name] === dimensions[name]);
}

function allLines(tables: Tables): readonly Placed[] {
  return [...tables.complaints.values()].flatMap((complaint) =>
    linesOf(complaint).map(({ at, round, ...rest }): Placed => {
      const { department, evaluator, door, category, value, late } = rest;
      const row = {
        at,
        ...(round === 0 ? {} : { round }),
        ...(value === undefined ? {} : { value }),
        ...(late === undefined ? {} : { late }),
        complaint: complaintRow(complaint),
      };
      return {
        at,
        id: complaint.id,
        round,
        dimensions: { door, category, ...(department && { department }), ...(evaluator && { evaluator }) },
        row,
        line: { at, round, ...rest },
      };
    }),
  );
}

function complaintRow(complaint: Complaint): NonNullable<BoardRow["complaint"]> {
  const { id, number, status, matter, department, door, registeredAt } = complaint;
  const evaluator = evaluatorOf(complaint);
  return {
    id,
    number,
    status,
    category: matter.category,
    ...(department && { department }),
    ...(evaluator && { evaluator }),
    door,
    registeredAt,
  };
}

/** A wait begins where nobody waited before it, and ends with whoever answers next. */
function allWaits(tables: Tables): readonly Placed[] {
  return stretches(tables).flatMap(({ stretch, before, later }) => {
    if (stretch.kind !== "waiting" || before?.kind === "waiting") return [];
    const next = later.find(({ kind }) => kind !== "waiting");
    const taken = next?.kind === "agent" ? next : undefined;
    const seconds = taken && (taken.startedAt.getTime() - stretch.startedAt.getTime()) / 1_000;
    return [conversationPlaced(tables, stretch, { agentId: taken?.agentId, seconds })];
  });
}

function allTaken(tables: Tables): readonly Placed[] {
  return stretches(tables).flatMap(({ stretch }) =>
    stretch.kind === "agent" ? [conversationPlaced(tables, stretch, { agentId: stretch.agentId })] : [],
  );
}

interface Stretch {
  readonly stretch: Ownership;
  readonly before?: Ownership;
  readonly later: readonly Ownership[];
}

function stretches(tables: Tables): readonly Stretch[] {
  return [...tables.ownerships.values()].flatMap((all) =>
    all.map((stretch, place) => {
      const before = all[place - 1];
      return { stretch, later: all.slice(place + 1), ...(before && { before }) };
    }),
  );
}

function conversationPlaced(
  tables: Tables,
  { id, startedAt, conversationId, department, why }: Ownership,
  { agentId, seconds }: { readonly agentId: Ownership["agentId"]; readonly seconds?: number | undefined },
): Placed {
  const channel = tables.conversations.get(conversationId)?.address.channel ?? "console";
  const conversation = {
    id: conversationId,
    channel,
    why,
    ...(department && { department }),
    ...(agentId && { agentId }),
    ...(seconds === undefined ? {} : { seconds }),
  };
  const dimensions = { door: channel, ...(department && { department }), ...(agentId && { evaluator: agentId }) };
  return { at: startedAt, id, round: 0, dimensions, row: { at: startedAt, conversation } };
}

function allNotices(tables: Tables): readonly Placed[] {
  return tables.events.flatMap(({ kind, id, at, complaintId }: ComplaintEvent): readonly Placed[] => {
    const complaint = tables.complaints.get(complaintId);
    if (kind !== "notice_failed" || complaint === undefined) return [];
    const row = complaintRow(complaint);
    return [{ at, id, round: 0, dimensions: row, row: { at, complaint: row } }];
  });
}

function countAll(tables: Tables, ask: BoardAsk, by: Dimension | undefined, days: readonly BoardDay[]): Counted {
  const counted = (selection: Selection): Keyed & { readonly count: number }[] =>
    grouped(
      selected(tables, selection, ask),
      by === "category" && selection.of === "conversations" ? undefined : by,
    ).map(({ key, rows }) => ({ ...key, count: rows.length }));
  const lines = allLines(tables).filter(({ dimensions }) => belongs(dimensions, ask.scope));
  return {
    tallies: [
      ...grouped(lines, by).flatMap(({ key, rows }) => tallies(rows, ask).map((tally) => ({ ...tally, ...key }))),
      ...dayTallies(lines, ask, days),
    ],
    spreads: grouped(lines, by).flatMap(({ key, rows }) => spreads(rows, ask).map((spread) => ({ ...spread, ...key }))),
    waits: grouped(selected(tables, { of: "waits" }, ask), by === "category" ? undefined : by).map(({ key, rows }) => ({
      ...waitTally(rows),
      ...key,
    })),
    conversations: counted({ of: "conversations" }),
    notices: counted({ of: "notices" }),
  };
}

interface Group {
  readonly key: Keyed;
  readonly rows: readonly Placed[];
}

/** All of them, and those of each value of the dimension. */
function grouped(rows: readonly Placed[], by: Dimension | undefined): readonly Group[] {
  const groups = by === undefined ? [] : [...Map.groupBy(rows, ({ dimensions }) => dimensions[by] ?? null)];
  return [{ key: {}, rows }, ...groups.map(([key, some]) => ({ key: { key }, rows: some }))];
}

function tallies(rows: readonly Placed[], ask: BoardAsk): readonly Tally[] {
  const counted = new Map<string, Tally>();
  for (const { line } of rows) {
    const span = line && spanOf(line, ask);
    if (line === undefined || span === undefined) continue;
    const { kind, round } = line;
    const key = `${kind} ${round} ${span}`;
    const { count, late, sum } = counted.get(key) ?? { count: 0, late: 0, sum: 0 };
    counted.set(key, {
      kind,
      round,
      span,
      count: count + 1,
      late: late + Number(line.late ?? false),
      sum: sum + (line.value ?? 0),
    });
  }
  return [...counted.values()];
}

function dayTallies(rows: readonly Placed[], ask: BoardAsk, days: readonly BoardDay[]): readonly Tally[] {
  return days.flatMap(({ day, from }, place) => {
    const to = days[place + 1]?.from ?? ask.period.to;
    const period = { from: from < ask.period.from ? ask.period.from : from, to };
    const within = rows.filter(({ at }) => isWithin(at, { period }));
    return tallies(within, ask).flatMap((tally) => (tally.span === "period" ? [{ ...tally, day }] : []));
  });
}

function spreads(rows: readonly Placed[], ask: BoardAsk): readonly Spread[] {
  const timed = rows.flatMap(({ line }) =>
    line?.value !== undefined && line.kind.startsWith("stage_") && isWithin(line.at, ask)
      ? [{ ...line, value: line.value }]
      : [],
  );
  return [...Map.groupBy(timed, ({ kind }) => kind)].map(([kind, some]) => ({
    kind,
    ...quantiles(some.map(({ value }) => value)),
  }));
}

function waitTally(rows: readonly Placed[]): WaitTally {
  const seconds = rows.flatMap(({ row }) => row.conversation?.seconds ?? []);
  return { count: rows.length, taken: seconds.length, ...(seconds.length > 0 ? quantiles(seconds) : {}) };
}

/** The smallest value that the share of all values does not exceed. */
function quantiles(values: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (fraction: number): number => sorted[Math.max(Math.ceil(fraction * sorted.length) - 1, 0)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
