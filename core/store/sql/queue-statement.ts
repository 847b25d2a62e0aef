import { statuses } from "../../complaint/status.ts";
import { EXCERPT_LENGTH, readPlace } from "../queue-order.ts";
import type { QueueFilter } from "../lists.ts";
import type { SqlValue, Statement } from "./sql.ts";

/** The columns of `queueRowShape`. */
export const QUEUE_COLUMNS = [
  "c.id, c.number, c.status, c.category, c.department, c.queue_evaluator_id, c.language, c.queue_safety, c.registered_at",
  `c.queue_at, c.queue_stage, c.waiting_for_customer, left(c.description, ${EXCERPT_LENGTH}) AS excerpt`,
].join(", ");

/** Puts a value into a statement; the placeholder that stands for it. */
export type Bind = (one: SqlValue) => string;

/** Collects the values of a statement while its text is written. */
export function binding(): { readonly values: readonly SqlValue[]; readonly bind: Bind } {
  const values: SqlValue[] = [];
  return { values, bind: (one) => `$${values.push(one)}` };
}

const ORDER = "ORDER BY c.queue_at, c.id";

/**
 * One range of an index for each status, merged: however many complaints have ended, no more than `limit` rows of each status
 * are read.
 */
export function queueStatement(filter: QueueFilter, after: string | undefined, limit: number): Statement {
  const { values, bind } = binding();
  const ranges = rangesOf(QUEUE_COLUMNS, filter, after, bind).map((range) => `(${range} ${ORDER} LIMIT ${limit})`);
  const text = `SELECT row_to_json(c) AS document FROM (${ranges.join(" UNION ALL ")}) c ${ORDER} LIMIT ${limit}`;
  return { text, values };
}

/**
 * How many complaints each of `filters` finds, one column each (`n0`, `n1` …). No more than `cap` rows are read for any: in order, so that it is the range of
 * an index, for the planner would rather begin somewhere in the table where it expects many.
 */
export function countsStatement(filters: readonly QueueFilter[], cap: number): Statement {
  const { values, bind } = binding();
  const counts = filters.map((filter, place) => {
    const ranges = rangesOf("1", filter, undefined, bind).map((range) => `(${range} ${ORDER} LIMIT ${cap})`);
    const rows = ranges.length === 0 ? "SELECT 1 WHERE false" : ranges.join(" UNION ALL ");
    return `(SELECT count(*)::int FROM (SELECT FROM (${rows}) found LIMIT ${cap}) counted) AS n${place}`;
  });
  return { text: `SELECT ${counts.join(", ")}`, values };
}

function rangesOf(columns: string, filter: QueueFilter, after: string | undefined, bind: Bind): readonly string[] {
  // What stands in no range must not be bound either.
  if (filter.status?.length === 0) return [];
  const conditions = conditionsOf(filter, after, bind).map((condition) => ` AND ${condition}`);
  return (filter.status ?? statuses).map(
    (status) => `SELECT ${columns} FROM complaint c WHERE c.status = ${bind(status)}${conditions.join("")}`,
  );
}

function conditionsOf(filter: QueueFilter, after: string | undefined, bind: Bind): readonly string[] {
  const equal = (column: string, one: SqlValue | undefined): readonly string[] =>
    one === undefined ? [] : [`c.${column} = ${bind(one)}`];
  const holds = (column: string, one: boolean | undefined): readonly string[] =>
    one === undefined ? [] : [one ? `c.${column}` : `NOT c.${column}`];
  const { evaluator } = filter;
  return [
    ...equal("department", filter.department),
    ...equal("category", filter.category),
    ...equal("customer_id", filter.customerId),
    ...(evaluator === "nobody" ? ["c.queue_evaluator_id IS NULL"] : equal("queue_evaluator_id", evaluator)),
    ...holds("queue_safety", filter.safety),
    ...holds("waiting_for_customer", filter.waitingForCustomer),
    ...dueConditions(filter, after, bind),
  ];
}

function dueConditions({ overdueAt, due }: QueueFilter, after: string | undefined, bind: Bind): readonly string[] {
  const place = after === undefined ? undefined : readPlace(after);
  const from = place && (place.dueAt === null ? "infinity" : new Date(place.dueAt).toISOString());
  return [
    ...(overdueAt ? [`c.queue_at < ${bind(overdueAt.toISOString())}`] : []),
    ...(due ? [`c.queue_at >= ${bind(due.from.toISOString())}`, `c.queue_at < ${bind(due.to.toISOString())}`] : []),
    ...(place && from ? [`(c.queue_at, c.id) > (${bind(from)}::timestamptz, ${bind(place.id)}::uuid)`] : []),
  ];
}
