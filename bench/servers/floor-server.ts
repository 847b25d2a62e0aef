/**
 * The floor: the least that any server must do for a message that may not be lost. Bare `node:http`, and per request BEGIN, one INSERT,
 * COMMIT. Started with `postgres URL` or `pglite FOLDER`; prints its port as a line of JSON; ends with its standard input.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { idIn } from "../load/id-in.ts";

/** Keeps one request's body, durably. */
type Keep = (id: string, body: string) => Promise<void>;

const TABLE =
  "CREATE TABLE IF NOT EXISTS floor (id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), body text NOT NULL)";
const INSERT = "INSERT INTO floor (id, body) VALUES ($1, $2)";
/** As many as the product's own pool has. */
const CONNECTIONS = 12;

async function inPostgres(url: string): Promise<Keep> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(TABLE);
  return async (id, body) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query({ name: "floor", text: INSERT, values: [id, body] });
      await client.query("COMMIT");
    } finally {
      client.release();
    }
  };
}

async function inPglite(folder: string): Promise<Keep> {
  const client = await PGlite.create({ dataDir: folder });
  await client.exec(TABLE);
  return (id, body) =>
    client.transaction(async (transaction) => {
      await transaction.query(INSERT, [id, body]);
    });
}

async function takeOne(request: IncomingMessage, keep: Keep): Promise<string> {
  const body = (await buffer(request)).toString("utf8");
  const id = idIn(body, request.headers["content-type"]);
  await keep(id, body);
  return JSON.stringify({ id });
}

const [kind, place = ""] = process.argv.slice(2);
const keep = kind === "pglite" ? await inPglite(place) : await inPostgres(place);
const server = createServer((request, response) => {
  takeOne(request, keep).then(
    (body) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      response.end(body);
    },
    () => {
      response.writeHead(500, { "content-length": 0 });
      response.end();
    },
  );
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`${JSON.stringify(server.address())}\n`);
process.stdin.on("close", () => process.exit(0)).resume();
