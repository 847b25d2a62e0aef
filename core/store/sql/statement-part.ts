import type { RowValues } from "./complaint-rows.ts";
import type { SqlValue } from "./sql.ts";

/** One table's share of the statement that commits a unit of work: a common table expression. */
export interface StatementPart {
  /** Name of the expression, unique within the statement. */
  readonly name: string;
  /** Parts of one name and shape have the same text, whatever their values. */
  readonly shape: string;
  readonly values: readonly SqlValue[];
  /** The text, with placeholders from `$first` on. */
  readonly text: (first: number) => string;
  /** Rows that it must write, where a rival can make them fewer. */
  readonly expects?: number;
}

/** Inserts `rows`. Undefined where there are none. */
export function insertPart(table: string, rows: readonly RowValues[]): StatementPart | undefined {
  return recordsPart(`new_${table}`, rows, (columns, source) =>
    [`INSERT INTO "${table}" (${columns.join(", ")})`, `SELECT ${columns.join(", ")} FROM ${source(table)} r`].join(
      " ",
    ),
  );
}

/** Inserts `rows`, or overwrites those that are there. */
export function upsertPart(
  table: string,
  key: readonly string[],
  rows: readonly RowValues[],
): StatementPart | undefined {
  return recordsPart(`put_${table}`, rows, (columns, source) =>
    [
      `INSERT INTO "${table}" (${columns.join(", ")})`,
      `SELECT ${columns.join(", ")} FROM ${source(table)} r`,
      `ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${assignments(without(columns, key), "excluded")}`,
    ].join(" "),
  );
}

/** Overwrites `rows` where `guard` holds between the stored row `t` and the new one `r`; each must be found. */
export function updatePart(table: string, rows: readonly RowValues[], guard: string): StatementPart | undefined {
  const part = recordsPart(`old_${table}`, rows, (columns, source, next) =>
    [
      `UPDATE "${table}" t SET ${assignments(without(columns, ["id"]), "r")}`,
      `FROM ${source(table)} r WHERE t.id = r.id AND t.id = ANY ($${next}::uuid[]) AND ${guard} RETURNING 1`,
    ].join(" "),
  );
  // The ids once more, because the planner takes a JSON value for a hundred rows and would rather read a table from end to end.
  const ids = rows.map(({ id }) => String(id));
  return part && { ...part, values: [...part.values, ids], expects: rows.length };
}

/** A part whose rows travel as one JSON value, so that its text does not depend on their number. */
export function recordsPart(
  name: string,
  rows: readonly RowValues[],
  textOf: (columns: readonly string[], source: RecordSource, next: number) => string,
): StatementPart | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const columns = Object.keys(first);
  return {
    name,
    shape: name,
    values: [JSON.stringify(rows)],
    text: (first) => textOf(columns, (table, placeholder = first) => recordsOf(table, placeholder), first + 1),
  };
}

/** Rows of a table's type out of the JSON value at a placeholder: the part's own unless another is named. */
export type RecordSource = (table: string, placeholder?: number) => string;

function recordsOf(table: string, placeholder: number): string {
  return `json_populate_recordset(NULL::"${table}", $${placeholder}::json)`;
}

/** `column = from.column` for each. */
export function assignments(columns: readonly string[], from: string): string {
  return columns.map((column) => `${column} = ${from}.${column}`).join(", ");
}

/** The columns that are not part of the key. */
export function without(columns: readonly string[], key: readonly string[]): readonly string[] {
  return columns.filter((column) => !key.includes(column));
}
