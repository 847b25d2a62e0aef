import { PrismaPg } from "@prisma/adapter-pg";
import { uuidv7 } from "uuidv7";
import { createPool, pgDatabase } from "../../core/store/sql/pg-database.ts";
import { createPrisma } from "../../core/store/sql/prisma.ts";
import type { Statement } from "../../core/store/sql/sql.ts";
import { sqlStore } from "../../core/store/sql/sql-store.ts";
import type { Store } from "../../core/store/store.ts";

/** A store on PostgreSQL that remembers the statements it asks of the database itself, those of transactions and of Prisma left out. */
export interface RecordingStore {
  readonly store: Store;
  /** The statements since the last call. */
  takeStatements(): readonly Statement[];
}

/** Opens it on a migrated database. */
export function openRecordingStore(url: string): RecordingStore {
  const pool = createPool(url);
  const database = pgDatabase(pool, url);
  let statements: Statement[] = [];
  const recording = {
    ...database,
    query: (statement: Statement) => {
      statements.push(statement);
      return database.query(statement);
    },
  };
  const store = sqlStore({
    database: recording,
    prisma: createPrisma(new PrismaPg(pool)),
    backend: "postgres",
    ids: { uuid: uuidv7 },
    report: () => undefined,
  });
  return {
    store,
    takeStatements: () => {
      const seen = statements.filter(({ name }) => name !== "news");
      statements = [];
      return seen;
    },
  };
}
