import { z } from "zod";
import type { Address } from "../../channel/address.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { TurnFacts } from "../store.ts";
import { complaintSchema } from "./complaint-document.ts";
import { complaintDocument } from "./complaint-select.ts";
import { attachmentSchema, conversationSchema, customerSchema } from "./conversation-document.ts";
import { attachmentDocument, conversationDocument, customerDocument } from "./conversation-select.ts";
import { document, list } from "./fields.ts";
import type { Row, Sql, SqlValue } from "./sql.ts";

/** Complaints and unclaimed files that a turn sees at most. */
const TURN_COMPLAINTS = 20;
const TURN_ATTACHMENTS = 50;

/** Not ended first, then newest; the order of `compareForCustomer`. */
const CUSTOMER_ORDER = "c.status IN ('closed', 'open'), c.registered_at DESC, c.id DESC";

const TURN_TEXT = `
SELECT
  EXISTS (SELECT FROM message m WHERE m.channel = $1 AND m.external_id = $3) AS duplicate,
  CASE WHEN co.id IS NOT NULL THEN ${conversationDocument} END AS conversation,
  CASE WHEN co.id IS NOT NULL THEN ${customerDocument} END AS customer,
  (SELECT json_agg(${complaintDocument} ORDER BY ${CUSTOMER_ORDER}) FROM (
    SELECT * FROM (
      SELECT * FROM complaint WHERE customer_id = co.customer_id
      UNION SELECT * FROM complaint WHERE id = ANY (co.granted_ids)
    ) c ORDER BY ${CUSTOMER_ORDER} LIMIT ${TURN_COMPLAINTS}
  ) c) AS complaints,
  (SELECT json_agg(${attachmentDocument} ORDER BY f.announced_at DESC, f.id DESC) FROM (
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
  const text = `SELECT ${complaintDocument} AS document FROM complaint c WHERE ${condition} ORDER BY ${CUSTOMER_ORDER}`;
  return readDocuments(complaintSchema, await sql.query({ text, values }));
}

/** The column `document` of each row, as `schema` reads it. */
export function readDocuments<Thing>(schema: z.ZodType<Thing>, rows: readonly Row[]): readonly Thing[] {
  return rows.map((row) => schema.parse(row["document"]));
}
