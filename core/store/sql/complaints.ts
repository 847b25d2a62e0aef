import { z } from "zod";
import { eventKinds, type ComplaintEvent } from "../../complaint/event.ts";
import { statuses } from "../../complaint/status.ts";
import { EXCERPT_LENGTH, pageOf, placeOf, readPlace, writePlace } from "../queue-order.ts";
import type { Page, QueueFilter, QueueRow, Store } from "../store.ts";
import { queueRowSchema } from "./complaint-document.ts";
import { actor, documentOf, door, facts, id as idField, moment } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import { readComplaints, readDocuments } from "./read-statements.ts";
import { fromRow } from "./row-shape.ts";
import type { Sql, SqlValue, Statement } from "./sql.ts";
import { isUuid } from "./uuid.ts";

/** The columns of `queueRowShape`. */
const QUEUE_COLUMNS = [
  "c.id, c.number, c.status, c.category, c.department, c.queue_evaluator_id, c.language, c.queue_safety, c.registered_at",
  `c.queue_at, c.queue_stage, c.waiting_for_customer, left(c.description, ${EXCERPT_LENGTH}) AS excerpt`,
].join(", ");

/** Lines of one page of the queue. */
const LONGEST_PAGE = 100;

/** Reading complaints. */
export function complaints(sql: Sql, prisma: StorePrisma): Store["complaints"] {
  return {
    byId: async (id) => (isUuid(id) ? (await readComplaints(sql, "c.id = $1", [id]))[0] : undefined),
    byNumber: async (number) => (await readComplaints(sql, "c.number = $1", [number]))[0],
    ofCustomer: async (id) => (isUuid(id) ? readComplaints(sql, "c.customer_id = $1", [id]) : []),
    queue: async (filter, page) => queuePage(sql, filter, page),
    events: async (id) => {
      if (!isUuid(id)) return [];
      const rows = await prisma.complaintEvent.findMany({ where: { complaintId: id }, orderBy: { ordinal: "asc" } });
      return eventSchema.array().parse(rows);
    },
    reckonedBefore: async (version, limit) => {
      const text =
        "SELECT DISTINCT complaint_id AS id FROM stage_clock WHERE ended_at IS NULL AND calendar_version < $1 LIMIT $2";
      const rows = await sql.query({ text, values: [version, limit] });
      return rows.map((row) => idField.complaint.parse(row["id"]));
    },
  };
}

async function queuePage(
  sql: Sql,
  filter: QueueFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<QueueRow>> {
  if (filter.status?.length === 0) return { rows: [] };
  const limit = Math.min(Math.max(page.limit, 1), LONGEST_PAGE);
  const rows = readDocuments(queueRowSchema, await sql.query(queueStatement(filter, page.after, limit + 1)));
  return pageOf(rows, limit, (row) => writePlace(placeOf(row)));
}

/**
 * One range of an index for each status, merged: however many complaints have ended, no more than `limit` rows of each status
 * are read.
 */
function queueStatement(filter: QueueFilter, after: string | undefined, limit: number): Statement {
  const values: SqlValue[] = [];
  const value = (one: SqlValue): string => `$${values.push(one)}`;
  const conditions = conditionsOf(filter, after, value).map((condition) => ` AND ${condition}`);
  const order = "ORDER BY c.queue_at, c.id LIMIT";
  const ranges = (filter.status ?? statuses).map(
    (status) =>
      `(SELECT ${QUEUE_COLUMNS} FROM complaint c WHERE c.status = ${value(status)}${conditions.join("")} ${order} ${limit})`,
  );
  const text = `SELECT row_to_json(c) AS document FROM (${ranges.join(" UNION ALL ")}) c ${order} ${limit}`;
  return { text, values };
}

function conditionsOf(
  filter: QueueFilter,
  after: string | undefined,
  value: (one: SqlValue) => string,
): readonly string[] {
  const place = after === undefined ? undefined : readPlace(after);
  const equal = (column: string, one: SqlValue | undefined): readonly string[] =>
    one === undefined ? [] : [`c.${column} = ${value(one)}`];
  const holds = (column: string, one: boolean | undefined): readonly string[] =>
    one === undefined ? [] : [one ? `c.${column}` : `NOT c.${column}`];
  const { evaluator } = filter;
  const due = place && (place.dueAt === null ? "infinity" : new Date(place.dueAt).toISOString());
  return [
    ...equal("department", filter.department),
    ...equal("category", filter.category),
    ...equal("customer_id", filter.customerId),
    ...(evaluator === "nobody" ? ["c.queue_evaluator_id IS NULL"] : equal("queue_evaluator_id", evaluator)),
    ...holds("queue_safety", filter.safety),
    ...holds("waiting_for_customer", filter.waitingForCustomer),
    ...(filter.overdueAt ? [`c.queue_at < ${value(filter.overdueAt.toISOString())}`] : []),
    ...(place && due ? [`(c.queue_at, c.id) > (${value(due)}::timestamptz, ${value(place.id)}::uuid)`] : []),
  ];
}

/** A row of `complaint_event` as Prisma gives it. */
const eventSchema: z.ZodType<ComplaintEvent> = fromRow(
  (row) => ({
    ...row,
    actor: {
      kind: row.actorKind,
      customerId: row.actorCustomerId,
      agentId: row.actorAgentId,
      role: row.actorRole,
      rule: row.actorRule,
    },
  }),
  documentOf<ComplaintEvent>()({
    id: idField.event,
    complaintId: idField.complaint,
    at: moment,
    kind: z.enum(eventKinds),
    actor,
    door,
    facts,
  }),
);
