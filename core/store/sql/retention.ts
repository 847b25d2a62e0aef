import { z } from "zod";
import { pageOf } from "../queue-order.ts";
import type { LastContact, RetentionStore } from "../retention-port.ts";
import { documentOf, id, moment } from "./fields.ts";
import type { Sql } from "./sql.ts";

const LONGEST_PAGE = 500;

const contactSchema: z.ZodType<LastContact> = documentOf<LastContact>()({
  customerId: id.customer,
  createdAt: moment,
  hasFiled: z.boolean(),
  isRunning: z.boolean(),
  lastEventAt: moment.exactOptional(),
  heardAt: moment.exactOptional(),
});

/** The page is cut first, along its index; what is known of each customer is looked up after. */
const CUSTOMERS = `
WITH old AS (
  SELECT id, created_at FROM customer
  WHERE erased_at IS NULL AND created_at < $1 AND (created_at, id) > ($2::timestamptz, $3::uuid)
  ORDER BY created_at, id LIMIT $4
)
SELECT old.id AS "customerId", old.created_at AS "createdAt",
  EXISTS (SELECT FROM complaint WHERE customer_id = old.id) AS "hasFiled",
  EXISTS (SELECT FROM complaint WHERE customer_id = old.id AND (status NOT IN ('closed', 'open') OR closing = 'accepted' AND EXISTS (
    SELECT FROM remedy WHERE complaint_id = complaint.id AND promised_at IS NOT NULL AND carried_out_at IS NULL))) AS "isRunning",
  (SELECT max(happened.at) FROM complaint JOIN complaint_event happened ON happened.complaint_id = complaint.id
    WHERE complaint.customer_id = old.id) AS "lastEventAt",
  (SELECT max(last_inbound_at) FROM conversation WHERE customer_id = old.id) AS "heardAt"
FROM old ORDER BY old.created_at, old.id`;

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);
const BEGINNING = ["0001-01-01T00:00:00.000Z", "00000000-0000-0000-0000-000000000000"] as const;

/** How long customers have been silent. */
export function retention(sql: Sql): RetentionStore {
  return {
    customersBefore: async (before, page) => {
      const limit = Math.min(page.limit, LONGEST_PAGE);
      const place = placeSchema.safeParse(page.after?.split(" "));
      const [at, last] = place.success ? place.data : BEGINNING;
      const rows = await sql.query({ text: CUSTOMERS, values: [before.toISOString(), at, last, limit + 1] });
      const contacts = contactSchema.array().parse(rows);
      return pageOf(contacts, limit, ({ createdAt, customerId }) => `${createdAt.toISOString()} ${customerId}`);
    },
  };
}
