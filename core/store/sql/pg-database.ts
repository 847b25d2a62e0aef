import pg from "pg";
import { z } from "zod";
import { asFault, breaksConnection } from "./faults.ts";
import { keepListening } from "./pg-listener.ts";
import type { Database, Row, Sql, Statement } from "./sql.ts";

/** How long a connection may take to be made, or to be free. */
const CONNECT_MS = 5_000;
/** How long a statement may run before the server ends it; the client gives up a little later, for a server that is frozen. */
const STATEMENT_MS = 10_000;
const SILENCE_MS = 12_000;
/** Connections of one process. A turn holds one for about a millisecond, so more would only wait for the same disk and processors. */
const CONNECTIONS = 12;

/** The connections to PostgreSQL that the store and Prisma share. */
export function createPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: SILENCE_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: "redress",
    // Prisma's adapters read timestamps as if they were UTC; compiling short statements costs more than running them.
    options: "-c TimeZone=UTC -c jit=off",
  });
  // A connection that breaks while nobody waits for an answer is replaced at its next use; without listeners, on the pool for
  // idle connections and on each for the moment in which it changes hands, it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The pool as the store's database. */
export function pgDatabase(pool: pg.Pool, databaseUrl: string): Database {
  return {
    query: (statement) => onConnection(pool, (client) => run(client, statement)),
    script: (text) => onConnection(pool, (client) => runWhole(client, text)),
    transaction: (work) => onConnection(pool, (client) => inTransaction(client, work)),
    listen: (channel, hear, lookAgain) => keepListening(databaseUrl, channel, hear, lookAgain),
    close: () => pool.end(),
  };
}

const scriptResultSchema = z.array(z.object({ rows: z.array(z.record(z.string(), z.unknown())) }));

async function run(client: pg.PoolClient, { name, text, values }: Statement): Promise<readonly Row[]> {
  const result = await client.query<Row>({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  return result.rows;
}

async function runScript(client: pg.PoolClient, text: string): Promise<readonly Row[]> {
  // The driver gives a list where the text holds several statements, which its types do not say.
  const results: unknown = await client.query<Row>(text);
  return scriptResultSchema.parse([results].flat()).flatMap(({ rows }) => rows);
}

/** A text may hold its own BEGIN; when it fails on the way, the connection must not stay in that transaction. */
async function runWhole(client: pg.PoolClient, text: string): Promise<readonly Row[]> {
  try {
    return await runScript(client, text);
  } catch (error) {
    if (!breaksConnection(error)) await client.query("ROLLBACK");
    throw error;
  }
}

async function inTransaction<Result>(client: pg.PoolClient, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    const result = await work({
      query: (statement) => run(client, statement),
      script: (text) => runScript(client, text),
    });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    if (!breaksConnection(error)) await client.query("ROLLBACK");
    throw error;
  }
}

/** Unlike the pool's own `query`, keeps the connection after an ordinary refusal such as a duplicate. */
async function onConnection<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asFault(error);
  });
  let broken = false;
  // A connection that is cut while it is lent out reports it here as well as in the answer.
  const onError = (): void => {
    broken = true;
  };
  client.on("error", onError);
  try {
    return await work(client);
  } catch (error) {
    broken ||= breaksConnection(error);
    throw asFault(error);
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
