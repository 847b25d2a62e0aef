import { z } from "zod";
import { wordsOfComplaint, wordsOfCustomer } from "../search-words.ts";
import { id, list } from "./fields.ts";
import type { Database, Sql } from "./sql.ts";
import { vectorOf } from "./words-parts.ts";

/** Rows that are filled in at a time: a transaction of some milliseconds, so that nobody waits for it. */
const BATCH = 200;

const CUSTOMERS = `
SELECT id, name, phone FROM customer WHERE words IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;

const FILL_CUSTOMERS = `
UPDATE customer t SET words = r.words::tsvector FROM json_to_recordset($1::json) AS r (id uuid, words text)
WHERE t.id = r.id AND t.id = ANY ($2::uuid[]) RETURNING 1`;

const COMPLAINTS = `
SELECT c.id, c.number, c.description, c.product, c.lot, c.order_number AS "orderNumber", cu.name, cu.phone
FROM (SELECT complaint_id FROM complaint_words WHERE words IS NULL ORDER BY complaint_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) w
JOIN complaint c ON c.id = w.complaint_id JOIN customer cu ON cu.id = c.customer_id`;

const FILL_COMPLAINTS = `
UPDATE complaint_words t SET words = r.words::tsvector FROM json_to_recordset($1::json) AS r (id uuid, words text)
WHERE t.complaint_id = r.id AND t.complaint_id = ANY ($2::uuid[]) RETURNING 1`;

const text = z
  .string()
  .nullable()
  .transform((one) => one ?? "");
const person = { name: text, phone: text };
const customersSchema = list(z.object({ id: z.string(), ...person }));
const complaintsSchema = list(
  z.object({
    id: z.string(),
    number: id.trackingNumber,
    description: z.string(),
    product: text,
    lot: text,
    orderNumber: text,
    ...person,
  }),
);

/**
 * Draws the words that rows from before there was a search are found by, until none is left or `isStopped`. Any number of processes
 * may do it at once. Whatever a turn changes meanwhile stays as the turn has it.
 */
export async function fillWords(database: Database, isStopped: () => boolean): Promise<void> {
  for (const fill of [fillCustomers, fillComplaints]) {
    let count: number;
    do count = isStopped() ? 0 : await database.transaction(fill);
    while (count > 0);
  }
}

async function fillCustomers(sql: Sql): Promise<number> {
  const customers = customersSchema.parse(await sql.query({ text: CUSTOMERS, values: [] }));
  return fill(
    sql,
    FILL_CUSTOMERS,
    customers.map((customer) => ({ id: customer.id, words: vectorOf(wordsOfPerson(customer), "B") })),
  );
}

async function fillComplaints(sql: Sql): Promise<number> {
  const complaints = complaintsSchema.parse(await sql.query({ text: COMPLAINTS, values: [] }));
  return fill(
    sql,
    FILL_COMPLAINTS,
    complaints.map((complaint) => {
      const own = vectorOf(wordsOfComplaint({ number: complaint.number, matter: complaint }), "A");
      return { id: complaint.id, words: [own, vectorOf(wordsOfPerson(complaint), "B")].join(" ") };
    }),
  );
}

function wordsOfPerson({ name, phone }: { readonly name: string; readonly phone: string }): readonly string[] {
  return wordsOfCustomer(phone === "" ? { name } : { name, phone });
}

async function fill(
  sql: Sql,
  statement: string,
  rows: readonly { readonly id: string; readonly words: string }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const values = [JSON.stringify(rows), rows.map((row) => row.id)];
  return (await sql.query({ text: statement, values })).length;
}
