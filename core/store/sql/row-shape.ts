import { z } from "zod";

/** A row as PostgreSQL's `row_to_json` gives it: column names as they are, null where there is nothing. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** Reads a row: `shape` gives it the domain's form, fields that are null and all, and `schema` checks and types it. */
export function fromRow<Schema extends z.ZodType>(shape: (row: JsonRow) => unknown, schema: Schema) {
  return z.preprocess((value) => (isRow(value) ? shape(value) : value), schema);
}

/** The rows of a JSON list; none for null, which is what PostgreSQL makes of an empty one. */
export function rowsIn(value: unknown): readonly JsonRow[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

/** Whether `value` is one row. */
export function isRow(value: unknown): value is JsonRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Who did something, from the columns that begin with `prefix`. */
export function actorShape(row: JsonRow, prefix: string): unknown {
  return {
    kind: row[`${prefix}_kind`],
    customerId: row[`${prefix}_customer_id`],
    agentId: row[`${prefix}_agent_id`],
    role: row[`${prefix}_role`],
    rule: row[`${prefix}_rule`],
  };
}
