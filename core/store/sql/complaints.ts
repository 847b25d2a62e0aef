import { z } from "zod";
import { eventKinds, type ComplaintEvent } from "../../complaint/event.ts";
import { countEach } from "../count-each.ts";
import { pageOf, placeOf, writePlace } from "../queue-order.ts";
import type { Page, QueueFilter, QueueRow } from "../lists.ts";
import type { Store } from "../store.ts";
import { queueRowSchema } from "./complaint-document.ts";
import { actor, documentOf, door, facts, id as idField, moment } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import { readComplaints, readDocuments } from "./read-statements.ts";
import { countsStatement, queueStatement } from "./queue-statement.ts";
import { fromRow } from "./row-shape.ts";
import { searchPage } from "./search.ts";
import type { Sql } from "./sql.ts";
import { isUuid } from "../uuid.ts";

/** Lines of one page of the queue. */
const LONGEST_PAGE = 100;

/** Reading complaints. */
export function complaints(sql: Sql, prisma: StorePrisma): Store["complaints"] {
  return {
    byId: async (id) => (isUuid(id) ? (await readComplaints(sql, "c.id = $1", [id]))[0] : undefined),
    byNumber: async (number) => (await readComplaints(sql, "c.number = $1", [number]))[0],
    ofCustomer: async (id) => (isUuid(id) ? readComplaints(sql, "c.customer_id = $1", [id]) : []),
    queue: async (filter, page) => queuePage(sql, filter, page),
    counts: async (filters, cap) => {
      const [row] = await sql.query(countsStatement(Object.values<QueueFilter>(filters), cap));
      return countEach(filters, (_filter, place) => z.number().parse(row?.[`n${place}`] ?? 0));
    },
    search: (words, page) => searchPage(sql, words, page),
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
