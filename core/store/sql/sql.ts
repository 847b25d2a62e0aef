/** One statement. With a `name` it is prepared once per connection and afterwards called by that name. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  /** Strings, numbers, booleans, null, or lists of these; moments as ISO 8601, documents as JSON text. */
  readonly values: readonly SqlValue[];
}

export type SqlValue = string | number | boolean | null | readonly string[];

/** A moment as the database takes it. */
export function isoOf(moment: Date | undefined): string | null {
  return moment?.toISOString() ?? null;
}

/** A row as the driver gives it, before a schema has read it. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs statements. Errors are those of `faults.ts`. */
export interface Sql {
  query(statement: Statement): Promise<readonly Row[]>;
  /** Several statements in one text, without values; the rows of all of them. */
  script(text: string): Promise<readonly Row[]>;
}

/** PostgreSQL or PGlite, as the store needs it. */
export interface Database extends Sql {
  /** Commits what `work` did when it resolves, and undoes it when it rejects. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /**
   * Calls `hear` with the text of each notification on `channel` until the returned function is called, and `lookAgain` when
   * some may have been missed because the connection was lost meanwhile.
   */
  listen(channel: string, hear: (text: string) => void, lookAgain: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
