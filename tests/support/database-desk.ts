/**
 * Hands out fresh databases to the test files of one run, over loopback because test files run in processes of their
 * own: `POST /migrated` answers the address of a new database with the migrations applied, `POST /empty` that of one
 * without tables. PostgreSQL starts, and the migrations run, at the first request: a run without database tests pays
 * for neither.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { inspect } from "node:util";
import pg from "pg";
import { startPostgres, type PostgresServer } from "./postgres-server.ts";

const TEMPLATE = "redress_template";

let postgres: Promise<PostgresServer> | undefined;
let template: Promise<void> | undefined;
let databases = 0;
/** The request before. One after another, because PostgreSQL clones a template only while nobody else uses it. */
let previous: Promise<unknown> = Promise.resolve();

const desk = createServer((request, response) => {
  const made = previous.then(() => (request.url === "/empty" ? emptyDatabase() : migratedDatabase()));
  previous = made.then(
    (url) => response.end(url),
    (error: unknown) => {
      response.writeHead(500);
      response.end(inspect(error));
    },
  );
});

/** Opens the desk on a free port of 127.0.0.1 and returns its address. */
export async function openDatabaseDesk(): Promise<string> {
  desk.listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (address === null || typeof address === "string") throw new Error("The database desk has no TCP port");
  return `http://127.0.0.1:${address.port}`;
}

/** Closes the desk and stops PostgreSQL, if it ever started. */
export async function closeDatabaseDesk(): Promise<void> {
  desk.close();
  desk.closeAllConnections();
  await previous;
  await (await postgres)?.stop();
}

async function emptyDatabase(): Promise<string> {
  const { url } = await (postgres ??= startPostgres());
  databases += 1;
  const name = `redress_${databases}`;
  await execute(url, `CREATE DATABASE ${name}`);
  return addressOf(url, name);
}

async function migratedDatabase(): Promise<string> {
  const { url } = await (postgres ??= startPostgres());
  await (template ??= makeTemplate(url));
  databases += 1;
  const name = `redress_${databases}`;
  await execute(url, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return addressOf(url, name);
}

async function makeTemplate(server: string): Promise<void> {
  const { migrate } = await import("../../core/store/migrate.ts");
  await execute(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(addressOf(server, TEMPLATE));
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function addressOf(server: string, database: string): string {
  return new URL(`/${database}`, server).href;
}
