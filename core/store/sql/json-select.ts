/*
 * How rows become documents: each expression makes the JSON that a schema of the `-document.ts` files reads, from the alias it names.
 * One expression a kind of row, used by the turn and by every other read.
 */

/** A JSON object of `fields`, each the SQL expression of its value. Values that are null are left out by the schema. */
export function object(fields: Readonly<Record<string, string>>): string {
  return `json_build_object(${Object.entries(fields)
    .map(([name, expression]) => `'${name}', ${expression}`)
    .join(", ")})`;
}

/** `expression` where `condition` holds, else null. */
export function when(condition: string, expression: string): string {
  return `CASE WHEN ${condition} THEN ${expression} END`;
}

/** All rows of `from` as a JSON list; null where there are none. */
export function listOf(expression: string, from: string, order: string): string {
  return `(SELECT json_agg(${expression} ORDER BY ${order}) FROM ${from})`;
}

/** Who did something, from the columns that begin with `prefix`. */
export function actor(alias: string, prefix: string): string {
  return object({
    kind: `${alias}.${prefix}_kind`,
    customerId: `${alias}.${prefix}_customer_id`,
    agentId: `${alias}.${prefix}_agent_id`,
    role: `${alias}.${prefix}_role`,
    rule: `${alias}.${prefix}_rule`,
  });
}
