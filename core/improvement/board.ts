import type { Door } from "../complaint/actor.ts";
import type { AgentId, CategoryKey, DepartmentKey, PlainDate } from "../ids.ts";
import type { LineKind } from "./board-line.ts";
import { figures } from "./figure.ts";
import type { Figure, FigureName, LineSelection, Quantile } from "./figure.ts";

/** What figures are broken down by: the department, the person, the channel, the category. */
export const dimensions = ["department", "evaluator", "door", "category"] as const;

export type Dimension = (typeof dimensions)[number];

/** Only what belongs to all of these. */
export interface BoardScope {
  readonly department?: DepartmentKey;
  readonly evaluator?: AgentId;
  readonly door?: Door;
  readonly category?: CategoryKey;
}

/** What the board is asked. */
export interface BoardAsk {
  /** From the first moment to before the last. */
  readonly period: { readonly from: Date; readonly to: Date };
  readonly now: Date;
  /** One working day from now. */
  readonly soon: Date;
  readonly scope: BoardScope;
}

/** How much of everything there is, in all or for one value of the dimension: `key` is null where the value is not known yet. */
export interface Keyed {
  /** Unset: in all. */
  readonly key?: string | null;
}

/** Lines of one kind, counted. `sum` is that of their values. */
export interface Tally extends Keyed {
  readonly kind: LineKind;
  readonly round: number;
  readonly span: LineSelection["span"];
  /** Set: only those of this day, in all. */
  readonly day?: PlainDate;
  readonly count: number;
  readonly late: number;
  readonly sum: number;
}

/** Quantiles of the values of one kind. */
export interface Spread extends Keyed, Readonly<Record<Quantile, number>> {
  readonly kind: LineKind;
}

/** Waits for a person; the quantiles, in seconds, are of those that were taken. */
export interface WaitTally extends Keyed, Readonly<Partial<Record<Quantile, number>>> {
  readonly count: number;
  readonly taken: number;
}

/** What a store counted. */
export interface Counted {
  readonly tallies: readonly Tally[];
  readonly spreads: readonly Spread[];
  readonly waits: readonly WaitTally[];
  readonly conversations: readonly (Keyed & { readonly count: number })[];
  readonly notices: readonly (Keyed & { readonly count: number })[];
}

/** The part of `counted` that is about one key; undefined: about all. */
export function partOf(counted: Counted, key: string | null | undefined): Counted {
  const only = <Row extends Keyed>(rows: readonly Row[]): readonly Row[] => rows.filter((row) => row.key === key);
  return {
    tallies: only(counted.tallies),
    spreads: only(counted.spreads),
    waits: only(counted.waits),
    conversations: only(counted.conversations),
    notices: only(counted.notices),
  };
}

/** The keys that occur, the one that is not known last. */
export function keysOf(counted: Counted): readonly (string | null)[] {
  const rows: readonly Keyed[] = Object.values(counted).flat();
  const keys = new Set(rows.flatMap(({ key }) => (key === undefined ? [] : [key])));
  return [...keys].sort((one, other) => (one === null ? 1 : other === null ? -1 : one < other ? -1 : 1));
}

/** The value of a figure in one part; undefined where there is nothing to make it of: no share of none, no median of nobody's time. */
export function valueOf(name: FigureName, part: Counted): number | undefined {
  const figure = figures.get(name);
  return figure === undefined ? undefined : valueOfFigure(figure, part);
}

function valueOfFigure(figure: Figure, part: Counted): number | undefined {
  switch (figure.unit) {
    case "count":
      return countOf(figure, part);
    case "share":
      return quotient(sumOf(figure.opens, part).count, sumOf(figure.among, part).count);
    case "mark": {
      const { sum, count } = sumOf(figure.opens, part);
      return quotient(sum, count);
    }
    case "days":
      return part.spreads.find(({ kind }) => figure.opens.kinds.includes(kind))?.[figure.quantile];
    case "minutes": {
      const seconds = part.waits[0]?.[figure.quantile];
      return seconds === undefined ? undefined : seconds / 60;
    }
  }
}

function countOf({ opens }: Figure & { readonly unit: "count" }, part: Counted): number {
  switch (opens.of) {
    case "lines":
      return sumOf(opens, part).count;
    case "waits": {
      const { count = 0, taken = 0 } = part.waits[0] ?? {};
      return opens.taken === undefined ? count : opens.taken ? taken : count - taken;
    }
    case "conversations":
    case "notices":
      return part[opens.of][0]?.count ?? 0;
  }
}

/** What the days of a period come to, for a store that counts by day alone. */
export function sumOfDays(tallies: readonly Tally[]): readonly Tally[] {
  const sums = new Map<string, Tally>();
  for (const { day, ...tally } of tallies) {
    if (day === undefined) continue;
    const key = `${tally.kind} ${String(tally.round)} ${tally.span}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? tally : added(known, tally));
  }
  return [...sums.values()];
}

function added(one: Tally, other: Tally): Tally {
  return { ...one, count: one.count + other.count, late: one.late + other.late, sum: one.sum + other.sum };
}

/** What was counted on each day on which anything was. */
export function daysOf(counted: Counted): ReadonlyMap<PlainDate, Counted> {
  const days = new Map<PlainDate, Tally[]>();
  for (const tally of counted.tallies) {
    if (tally.day === undefined) continue;
    const { day, ...total } = tally;
    days.set(day, [...(days.get(day) ?? []), total]);
  }
  const none = { spreads: [], waits: [], conversations: [], notices: [] };
  return new Map([...days].map(([day, tallies]) => [day, { tallies, ...none }]));
}

function sumOf(selection: LineSelection, { tallies }: Counted): { readonly count: number; readonly sum: number } {
  let [count, sum] = [0, 0];
  for (const tally of tallies) {
    if (tally.day !== undefined || !isSelected(tally, selection)) continue;
    count += selection.late === undefined ? tally.count : selection.late ? tally.late : tally.count - tally.late;
    sum += tally.sum;
  }
  return { count, sum };
}

function isSelected({ kind, round, span }: Tally, selection: LineSelection): boolean {
  const isRound = selection.round === undefined || selection.round === round;
  return span === selection.span && isRound && selection.kinds.includes(kind);
}

function quotient(one: number, other: number): number | undefined {
  return other === 0 ? undefined : one / other;
}
