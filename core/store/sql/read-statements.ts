import { z } from "zod";
import type { Address } from "../../channel/address.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import { holds } from "../../conversation/message.ts";
import type { TurnFacts } from "../store.ts";
import { complaintSchema } from "./complaint-document.ts";
import { attachmentSchema, conversationSchema, customerSchema } from "./conversation-document.ts";
import { document, list } from "./fields.ts";
import { isRow } from "./row-shape.ts";
import type { Row, Sql, SqlValue } from "./sql.ts";

/** Complaints and unclaimed files that a turn sees at most. */
const TURN_COMPLAINTS = 20;
const TURN_ATTACHMENTS = 50;

/** Not ended first, then newest; the order of `compareForCustomer`. */
const CUSTOMER_ORDER = "c.status IN ('closed', 'open'), c.registered_at DESC, c.id DESC";

/**
 * Rows travel as they are: a statement that names every field of every table costs more to set up than to run. What belongs to a
 * complaint is gathered by the function `complaint_rows`, so that a customer without one does not pay for it.
 */
const TURN_TEXT = `
SELECT
  EXISTS (SELECT FROM message m WHERE m.channel = $1 AND m.external_id = $3) AS duplicate,
  row_to_json(co) AS conversation,
  row_to_json(cu) AS customer,
  (SELECT json_agg(json_build_object('hold', h.hold, 'seq', h.seq) ORDER BY h.seq) FROM message h
    WHERE h.conversation_id = co.id AND h.hold IS NOT NULL AND h.delivery_state = 'pending') AS held,
  (SELECT json_agg(complaint_rows(newest.c)) FROM (
    SELECT c FROM complaint c WHERE c.customer_id = co.customer_id OR c.id = ANY (co.granted_ids)
    ORDER BY ${CUSTOMER_ORDER} LIMIT ${TURN_COMPLAINTS}
  ) newest) AS complaints,
  (SELECT json_agg(f) FROM (
    SELECT * FROM attachment WHERE customer_id = co.customer_id AND complaint_id IS NULL
    ORDER BY announced_at DESC, id DESC LIMIT ${TURN_ATTACHMENTS}
  ) f) AS attachments
FROM (SELECT) turn
LEFT JOIN conversation co ON co.channel = $1 AND co.external_id = $2
LEFT JOIN customer cu ON cu.id = co.customer_id`;

const turnSchema: z.ZodType<TurnFacts> = document({
  duplicate: z.boolean(),
  conversation: conversationSchema.exactOptional(),
  customer: customerSchema.exactOptional(),
  held: list(z.object({ hold: z.enum(holds), seq: z.number() })),
  complaints: list(complaintSchema),
  attachments: list(attachmentSchema),
});

/** All that one turn needs to know, in one statement. */
export async function readTurn(sql: Sql, address: Address, externalId: string): Promise<TurnFacts> {
  const values = [address.channel, address.externalId, externalId];
  const [row] = await sql.query({ name: "turn", text: TURN_TEXT, values });
  return turnSchema.parse(row);
}

/** Whole complaints where `condition` on the alias `c` holds. */
export async function readComplaints(
  sql: Sql,
  condition: string,
  values: readonly SqlValue[],
): Promise<readonly Complaint[]> {
  const text = `SELECT complaint_rows(c) AS document FROM complaint c WHERE ${condition} ORDER BY ${CUSTOMER_ORDER}`;
  return readDocuments(complaintSchema, await sql.query({ text, values }));
}

/** The column `document` of each row, as `schema` reads it. */
export function readDocuments<Thing>(schema: z.ZodType<Thing>, rows: readonly Row[]): readonly Thing[] {
  return rows.map(({ document }) => schema.parse(document));
}

/** Messages, each with the address of its conversation beside it. */
export function readMessages<Thing>(schema: z.ZodType<Thing>, rows: readonly Row[]): readonly Thing[] {
  return rows.map(({ document, address }) => schema.parse(isRow(document) ? { ...document, address } : document));
}
