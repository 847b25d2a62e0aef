import { z } from "zod";
import {
  listedAt,
  listedHour,
  LOOKED_BACK,
  readListPlace,
  writeListPlace,
  type ListPlace,
} from "../conversation-order.ts";
import { pageOf } from "../queue-order.ts";
import type { ConversationRow, ConversationView, Page } from "../lists.ts";
import { conversationSchema, messageSchema } from "./conversation-document.ts";
import { queueRowSchema } from "./complaint-document.ts";
import { document } from "./fields.ts";
import { binding, QUEUE_COLUMNS, type Bind } from "./queue-statement.ts";
import { isRow } from "./row-shape.ts";
import type { Sql, Statement } from "./sql.ts";
import { isUuid } from "../uuid.ts";

/** Lines of one page. */
const LONGEST_PAGE = 100;

/**
 * What a line shows beside its conversation: the newest message that was not taken back, and the complaint that one of the newest messages was about, else the
 * customer's newest that has not ended.
 */
const LINES = `
SELECT row_to_json(co) AS conversation, cu.name AS "customerName", cu.phone, row_to_json(m) AS last, co.external_id AS address, row_to_json(b) AS complaint
FROM listed co JOIN customer cu ON cu.id = co.customer_id
LEFT JOIN LATERAL (
  SELECT * FROM message m WHERE m.conversation_id = co.id AND m.delivery_state IS DISTINCT FROM 'superseded' ORDER BY m.seq DESC LIMIT 1
) m ON true
LEFT JOIN LATERAL (
  SELECT m.complaint_id AS id FROM message m
  WHERE m.conversation_id = co.id AND m.complaint_id IS NOT NULL AND m.seq > co.last_seq - ${LOOKED_BACK} ORDER BY m.seq DESC LIMIT 1
) spoken ON true
LEFT JOIN LATERAL (
  SELECT c.id FROM complaint c WHERE spoken.id IS NULL AND c.customer_id = co.customer_id AND c.status NOT IN ('closed', 'open')
  ORDER BY c.registered_at DESC, c.id DESC LIMIT 1
) newest ON true
LEFT JOIN LATERAL (SELECT ${QUEUE_COLUMNS} FROM complaint c WHERE c.id = coalesce(spoken.id, newest.id)) b ON true`;

const lineSchema = document({
  conversation: conversationSchema,
  customerName: z.string().exactOptional(),
  phone: z.string().exactOptional(),
  last: messageSchema.exactOptional(),
  complaint: queueRowSchema.exactOptional(),
});

/** One page of a list of conversations. */
export async function listPage(
  sql: Sql,
  view: ConversationView,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<ConversationRow>> {
  const limit = Math.min(Math.max(page.limit, 1), LONGEST_PAGE);
  if (view.kind === "mine" && !isUuid(view.agentId)) return { rows: [] };
  const rows = await sql.query(listStatement(view, readListPlace(page.after), limit + 1));
  return pageOf(rows.map(readLine), limit, ({ conversation }) =>
    writeListPlace({ at: listedAt(conversation, view), id: conversation.id }),
  );
}

function readLine({ last, address, ...row }: Readonly<Record<string, unknown>>): ConversationRow {
  const line = lineSchema.parse({ ...row, last: isRow(last) ? { ...last, address } : null });
  const { complaint, ...rest } = line;
  if (complaint === undefined) return { ...rest, unanswered: line.last?.direction === "in" };
  const { id, number, status, dueAt, safety } = complaint;
  const brief = { id, number, status, safety, ...(dueAt === undefined ? {} : { dueAt }) };
  return { ...rest, unanswered: line.last?.direction === "in", complaint: brief };
}

function listStatement(view: ConversationView, after: ListPlace | undefined, limit: number): Statement {
  const { values, bind } = binding();
  const { order, beyond } = view.kind === "waiting" ? waitingOrder(after, bind) : hourlyOrder(after, bind);
  const ranges = rangesOf(view, bind).map(
    ({ holds, walk }) => `(SELECT co.* FROM conversation co WHERE ${holds}${beyond} ${walk ?? order} LIMIT ${limit})`,
  );
  const text = `WITH listed AS MATERIALIZED (SELECT * FROM (${ranges.join(" UNION ALL ")}) co ${order} LIMIT ${limit}) ${LINES} ${order}`;
  return { text, values };
}

interface ListOrder {
  readonly order: string;
  readonly beyond: string;
}

function waitingOrder(after: ListPlace | undefined, bind: Bind): ListOrder {
  const place = after && `(${bind(after.at.toISOString())}::timestamptz, ${bind(after.id)}::uuid)`;
  return {
    order: "ORDER BY co.owner_since, co.id",
    beyond: place === undefined ? "" : ` AND (co.owner_since, co.id) > ${place}`,
  };
}

const LISTED_AT = "coalesce(co.last_inbound_at, co.created_at)";

/** By the hour, which an index has; within it by the moment, for which the rows of that hour are sorted. */
function hourlyOrder(after: ListPlace | undefined, bind: Bind): ListOrder {
  const order = `ORDER BY co.listed_hour DESC, ${LISTED_AT} DESC, co.id DESC`;
  if (after === undefined) return { order, beyond: "" };
  const hour = bind(listedHour({ createdAt: after.at }).toISOString());
  const place = `(${hour}::timestamptz, ${bind(after.at.toISOString())}::timestamptz, ${bind(after.id)}::uuid)`;
  return {
    order,
    beyond: ` AND co.listed_hour <= ${hour}::timestamptz AND (co.listed_hour, ${LISTED_AT}, co.id) < ${place}`,
  };
}

/** How many conversations each of `views` has, one column each (`n0`, `n1` …). No more than `cap` rows are read for any. */
export function viewCountsStatement(views: readonly ConversationView[], cap: number): Statement {
  const { values, bind } = binding();
  const counts = views.map((view, place) => {
    const isNobody = view.kind === "mine" && !isUuid(view.agentId);
    const ranges = isNobody ? [{ holds: "false" }] : rangesOf(view, bind);
    const rows = ranges
      .map(({ holds, counted = "" }) => `(SELECT FROM conversation co WHERE ${holds} ${counted} LIMIT ${cap})`)
      .join(" UNION ALL ");
    return `(SELECT count(*)::int FROM (SELECT FROM (${rows}) found LIMIT ${cap}) counted) AS n${place}`;
  });
  return { text: `SELECT ${counts.join(", ")}`, values };
}

/** A range of an index. */
interface Range {
  readonly holds: string;
  /** The index's own order, where it is another than the list's. */
  readonly walk?: string;
  /** In which order it is counted, so that the range is walked along and not looked for elsewhere. */
  readonly counted?: string;
}

/** Each range that a view is made of. */
function rangesOf(view: ConversationView, bind: Bind): readonly Range[] {
  switch (view.kind) {
    case "mine": {
      const agent = bind(view.agentId);
      return [{ holds: `co.owner_agent_id = ${agent}` }, { holds: `co.owner_offered_to = ${agent}` }];
    }
    case "waiting":
      return waitingRanges(view, bind);
    case "taken":
      return [{ holds: "co.owner_kind = 'agent'", counted: "ORDER BY co.listed_hour" }];
    case "all":
      return [{ holds: "co.last_inbound_at IS NOT NULL", counted: "ORDER BY co.listed_hour" }];
  }
}

function waitingRanges(
  { departments }: Extract<ConversationView, { readonly kind: "waiting" }>,
  bind: Bind,
): readonly Range[] {
  const waiting = "co.owner_kind = 'waiting'";
  if (departments === undefined) return [{ holds: waiting, counted: "ORDER BY co.owner_since" }];
  const walk = "ORDER BY co.owner_department, co.owner_since, co.id";
  const lines = ["IS NULL", ...departments.map((department) => `= ${bind(department)}`)];
  return lines.map((line) => ({ holds: `${waiting} AND co.owner_department ${line}`, walk, counted: walk }));
}
