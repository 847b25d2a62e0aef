import type { BoardAsk, BoardScope, Dimension } from "../../improvement/board.ts";
import { lineKinds } from "../../improvement/board-line.ts";
import type { LineKind } from "../../improvement/board-line.ts";
import type { LineSelection, Selection } from "../../improvement/figure.ts";
import { isOldestFirst } from "../board-port.ts";
import type { BoardPlace } from "../board-port.ts";
import type { SqlValue, Statement } from "./sql.ts";

/** Rows that are counted: where they come from, and under which names the conditions know their columns. */
interface Source {
  readonly from: string;
  readonly at: string;
  readonly id: string;
  /** The column of each dimension; `NULL` where the rows know none. */
  readonly columns: Readonly<Record<Dimension, string>>;
}

const LINES: Source = {
  from: "board_line l",
  at: "l.at",
  id: "l.complaint_id",
  columns: { department: "l.department", evaluator: "l.evaluator_id", door: "l.door", category: "l.category" },
};

/** A wait begins where nobody waited before it, and ends with whoever answers next. */
const WAITS: Source = {
  from: `ownership o JOIN conversation co ON co.id = o.conversation_id
    LEFT JOIN LATERAL (
      SELECT n.kind, n.agent_id, extract(epoch FROM n.started_at - o.started_at)::float8 AS seconds FROM ownership n
      WHERE n.conversation_id = o.conversation_id AND n.ordinal > o.ordinal AND n.kind <> 'waiting' ORDER BY n.ordinal LIMIT 1
    ) next ON next.kind = 'agent'`,
  at: "o.started_at",
  id: "o.id",
  columns: { department: "o.department", evaluator: "next.agent_id", door: "co.channel", category: "NULL" },
};

const IS_WAIT = `o.kind = 'waiting' AND coalesce((
  SELECT p.kind FROM ownership p WHERE p.conversation_id = o.conversation_id AND p.ordinal < o.ordinal ORDER BY p.ordinal DESC LIMIT 1
), 'bot') <> 'waiting'`;

const TAKEN: Source = {
  from: "ownership o JOIN conversation co ON co.id = o.conversation_id",
  at: "o.started_at",
  id: "o.id",
  columns: { department: "o.department", evaluator: "o.agent_id", door: "co.channel", category: "NULL" },
};

const NOTICES: Source = {
  from: "complaint_event e JOIN complaint c ON c.id = e.complaint_id",
  at: "e.at",
  id: "e.id",
  columns: { department: "c.department", evaluator: "c.queue_evaluator_id", door: "c.door", category: "c.category" },
};

type Bind = (value: SqlValue) => string;

function statement(make: (bind: Bind) => string): Statement {
  const values: SqlValue[] = [];
  const text = make((value) => `$${values.push(value)}`);
  return { text, values };
}

function inScope({ columns }: Source, scope: BoardScope, bind: Bind): readonly string[] {
  const names = ["department", "evaluator", "door", "category"] as const;
  return names.flatMap((name) => {
    const wanted = scope[name];
    return wanted === undefined ? [] : [`${columns[name]}::text = ${bind(wanted)}`];
  });
}

function inPeriod({ at }: Source, { period }: BoardAsk, bind: Bind): readonly string[] {
  return [`${at} >= ${bind(period.from.toISOString())}`, `${at} < ${bind(period.to.toISOString())}`];
}

/** In all, and for each value where the rows know the dimension. */
function sets(by: Dimension | undefined, { columns }: Source, each: readonly string[] = []): string {
  const grouped = by === undefined || columns[by] === "NULL" ? [] : [[...each, "key"]];
  return `GROUP BY GROUPING SETS (${[[...each], ...grouped].map((set) => `(${set.join(", ")})`).join(", ")})`;
}

function keyOf(by: Dimension | undefined, { columns }: Source): string {
  return `${by === undefined ? "NULL" : columns[by]}::text AS key`;
}

/** Whether a row of the result is about all: `key` is null there, and where the value is not known. */
function whole(by: Dimension | undefined, { columns }: Source): string {
  return by === undefined || columns[by] === "NULL" ? "true AS whole, NULL AS key" : "GROUPING(key) = 1 AS whole, key";
}

const COUNTS =
  "count(*)::int AS count, count(*) FILTER (WHERE late)::int AS late, coalesce(sum(value), 0)::float8 AS sum";
/** Kinds as a list of SQL: they are words of ours, and which ones never depends on what is asked. */
function kindsWhere(isWanted: (kind: LineKind) => boolean): string {
  return lineKinds
    .filter(isWanted)
    .map((kind) => `'${kind}'`)
    .join(", ");
}

const DUE = kindsWhere((kind) => kind.startsWith("due_"));
const IN_PERIOD = kindsWhere((kind) => kind !== "open" && !kind.startsWith("due_"));
const STAGES = kindsWhere((kind) => kind.startsWith("stage_"));

/** Lines in the period, by kind and round: in all, or on each day where the beginnings of days are given, `day` counting from 1; and by key. */
export function tallyStatement(ask: BoardAsk, by: Dimension | undefined, dayStarts: readonly Date[]): Statement {
  return statement((bind) => {
    const isByDay = dayStarts.length > 0;
    // In a query of its own, the text is read once and not for each line.
    const starts = (): string => bind(`{${dayStarts.map((start) => start.toISOString()).join(",")}}`);
    const day = isByDay ? `width_bucket(l.at, (SELECT ${starts()}::text::timestamptz[]))` : "NULL";
    const where = [`l.kind IN (${IN_PERIOD})`, ...inPeriod(LINES, ask, bind), ...inScope(LINES, ask.scope, bind)];
    const grouped = by === undefined ? [] : ["(kind, round, key)"];
    return `SELECT kind, round, 'period' AS span, ${whole(by, LINES)}, ${isByDay ? "day" : "NULL AS day"}, ${COUNTS}
      FROM (SELECT l.kind, l.round, l.late, l.value, ${day} AS day, ${keyOf(by, LINES)}
        FROM ${LINES.from} WHERE ${where.join(" AND ")}) l
      GROUP BY GROUPING SETS (${[isByDay ? "(kind, round, day)" : "(kind, round)", ...grouped].join(", ")})`;
  });
}

/** What is open, and what is or soon will be overdue. */
export function nowStatement(ask: BoardAsk, by: Dimension | undefined): Statement {
  return statement((bind) => {
    const columns = `l.kind, l.round, l.late, l.value, ${keyOf(by, LINES)}`;
    const scope = inScope(LINES, ask.scope, bind)
      .map((one) => ` AND ${one}`)
      .join("");
    const span = `CASE WHEN l.at < ${bind(ask.now.toISOString())} THEN 'past' ELSE 'soon' END`;
    return `SELECT kind, round, span, ${whole(by, LINES)}, ${COUNTS} FROM (
        SELECT 'any' AS span, ${columns} FROM ${LINES.from} WHERE l.kind = 'open'${scope}
        UNION ALL
        SELECT ${span} AS span, ${columns} FROM ${LINES.from}
        WHERE l.kind IN (${DUE}) AND l.at < ${bind(ask.soon.toISOString())}${scope}
      ) l ${sets(by, LINES, ["kind", "round", "span"])}`;
  });
}

/** How long the stages took. */
export function spreadStatement(ask: BoardAsk, by: Dimension | undefined): Statement {
  return statement((bind) => {
    const where = [
      `l.kind IN (${STAGES})`,
      "l.value IS NOT NULL",
      ...inPeriod(LINES, ask, bind),
      ...inScope(LINES, ask.scope, bind),
    ];
    return `SELECT kind, ${whole(by, LINES)}, ${quantiles("value")}
      FROM (SELECT l.kind, l.value, ${keyOf(by, LINES)} FROM ${LINES.from} WHERE ${where.join(" AND ")}) l
      ${sets(by, LINES, ["kind"])}`;
  });
}

function quantiles(column: string): string {
  return [
    ["0.5", "median"],
    ["0.95", "p95"],
  ]
    .map(([fraction, name]) => `percentile_disc(${fraction}) WITHIN GROUP (ORDER BY ${column})::float8 AS ${name}`)
    .join(", ");
}

/** Waits for a person. */
export function waitStatement(ask: BoardAsk, by: Dimension | undefined): Statement {
  return statement((bind) => {
    const where = [IS_WAIT, ...inPeriod(WAITS, ask, bind), ...inScope(WAITS, ask.scope, bind)];
    return `SELECT ${whole(by, WAITS)}, count(*)::int AS count, count(seconds)::int AS taken, ${quantiles("seconds")}
      FROM (SELECT next.seconds, ${keyOf(by, WAITS)} FROM ${WAITS.from} WHERE ${where.join(" AND ")}) w ${sets(by, WAITS)}`;
  });
}

/** Conversations that agents began to answer. */
export function conversationStatement(ask: BoardAsk, by: Dimension | undefined): Statement {
  return countStatement(TAKEN, "o.kind = 'agent'", ask, by);
}

/** Notices that failed. */
export function noticeStatement(ask: BoardAsk, by: Dimension | undefined): Statement {
  return countStatement(NOTICES, "e.kind = 'notice_failed'", ask, by);
}

function countStatement(source: Source, condition: string, ask: BoardAsk, by: Dimension | undefined): Statement {
  return statement((bind) => {
    const where = [condition, ...inPeriod(source, ask, bind), ...inScope(source, ask.scope, bind)];
    return `SELECT ${whole(by, source)}, count(*)::int AS count
      FROM (SELECT ${keyOf(by, source)} FROM ${source.from} WHERE ${where.join(" AND ")}) x ${sets(by, source)}`;
  });
}

const COMPLAINT =
  "c.id, c.number, c.status, c.category, c.department, c.queue_evaluator_id AS evaluator, c.door, c.registered_at";

/** One page of what `selection` counts; `limit` rows. */
export function listStatement(
  selection: Selection,
  ask: BoardAsk,
  place: BoardPlace | undefined,
  limit: number,
): Statement {
  return statement((bind) => {
    const order = isOldestFirst(selection) ? "ASC" : "DESC";
    const ranges = rangesOf(selection, ask, bind).map(
      ({ source, columns, round, where }) =>
        `(SELECT ${source.at} AS place_at, ${source.id} AS place_id, ${round} AS place_round, ${columns} FROM ${source.from} ` +
        `WHERE ${[...where, ...after(source, round, order, place, bind)].join(" AND ")} ` +
        `ORDER BY ${source.at} ${order}, ${source.id} ${order}, ${round} ${order} LIMIT ${limit})`,
    );
    return `SELECT row_to_json(r) AS document FROM (${ranges.join(" UNION ALL ")}) r
      ORDER BY place_at ${order}, place_id ${order}, place_round ${order} LIMIT ${limit}`;
  });
}

interface Range {
  readonly source: Source;
  readonly columns: string;
  readonly round: string;
  readonly where: readonly string[];
}

function rangesOf(selection: Selection, ask: BoardAsk, bind: Bind): readonly Range[] {
  if (selection.of === "lines") return selection.kinds.map((kind) => lineRange(kind, selection, ask, bind));
  const source = { waits: WAITS, conversations: TAKEN, notices: NOTICES }[selection.of];
  const common = [...inPeriod(source, ask, bind), ...inScope(source, ask.scope, bind)];
  const conversation = "co.id AS conversation_id, co.channel, o.department, o.why";
  switch (selection.of) {
    case "waits": {
      const taken = selection.taken === undefined ? [] : [`next.kind IS ${selection.taken ? "NOT " : ""}NULL`];
      const columns = `${conversation}, next.agent_id, next.seconds`;
      return [{ source, columns, round: "0::int", where: [IS_WAIT, ...taken, ...common] }];
    }
    case "conversations":
      return [
        { source, columns: `${conversation}, o.agent_id`, round: "0::int", where: ["o.kind = 'agent'", ...common] },
      ];
    case "notices":
      return [{ source, columns: COMPLAINT, round: "0::int", where: ["e.kind = 'notice_failed'", ...common] }];
  }
}

function lineRange(kind: string, selection: LineSelection, ask: BoardAsk, bind: Bind): Range {
  const { span, round, late } = selection;
  const source = { ...LINES, from: `${LINES.from} JOIN complaint c ON c.id = l.complaint_id` };
  const spans = {
    period: () => inPeriod(source, ask, bind),
    any: () => [],
    past: () => [`l.at < ${bind(ask.now.toISOString())}`],
    soon: () => [`l.at >= ${bind(ask.now.toISOString())}`, `l.at < ${bind(ask.soon.toISOString())}`],
  };
  const where = [
    `l.kind = ${bind(kind)}::line_kind`,
    ...spans[span](),
    ...(round === undefined ? [] : [`l.round = ${round}`]),
    ...(late === undefined ? [] : [`l.late IS ${late ? "TRUE" : "NOT TRUE"}`]),
    ...inScope(source, ask.scope, bind),
  ];
  return { source, columns: `l.value, l.late, ${COMPLAINT}`, round: "l.round", where };
}

function after(
  { at, id }: Source,
  round: string,
  order: "ASC" | "DESC",
  place: BoardPlace | undefined,
  bind: Bind,
): readonly string[] {
  if (place === undefined) return [];
  const sign = order === "ASC" ? ">" : "<";
  const last = `(${bind(place.at.toISOString())}::timestamptz, ${bind(place.id)}::uuid, ${place.round})`;
  return [`(${at}, ${id}, ${round}) ${sign} ${last}`];
}
