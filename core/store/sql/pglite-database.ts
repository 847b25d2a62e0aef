import type { PGlite, Transaction } from "@electric-sql/pglite";
import { asFault } from "./faults.ts";
import type { Database, Row, Sql, Statement } from "./sql.ts";

/**
 * PGlite as the store's database. It is one connection: statements, and whole transactions, go one after another, so a
 * transaction's work may use nothing but the `sql` it is given.
 */
export function pgliteDatabase(client: PGlite): Database {
  return {
    query: (statement) => sqlOf(client).query(statement),
    script: (text) =>
      // A text with its own BEGIN is kept within one turn of the connection, so that what it leaves open when it fails is
      // undone before anybody else's statement runs.
      /^\s*BEGIN\b/iu.test(text)
        ? inFaults(() => client.transaction((transaction) => sqlOf(transaction).script(text)))
        : sqlOf(client).script(text),
    transaction: (work) => inFaults(() => client.transaction((transaction) => work(sqlOf(transaction)))),
    // The listener is in this process: nothing can be missed, so nobody has to look again.
    listen: async (channel, hear) => {
      const stop = await client.listen(channel, hear);
      return async () => stop();
    },
    close: () => client.close(),
  };
}

function sqlOf(client: Pick<PGlite | Transaction, "query" | "exec">): Sql {
  return {
    query: ({ text, values }: Statement) => inFaults(async () => (await client.query<Row>(text, [...values])).rows),
    script: (text) => inFaults(async () => (await client.exec(text)).flatMap((result): Row[] => result.rows)),
  };
}

async function inFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asFault(error);
  }
}
