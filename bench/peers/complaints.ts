import { randomInt } from "node:crypto";
import { hash } from "@node-rs/argon2";
import pg from "pg";
import { filedText } from "./filing.ts";
import type { Filing } from "./filing.ts";

/** As many as the product's own pool has. */
const CONNECTIONS = 12;

/** As the product hashes: a passcode costs every complaint service the same. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function openPool(): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: CONNECTIONS });
  // A connection that is cut while idle must not end the process.
  pool.on("error", () => undefined);
  await pool.query(`CREATE TABLE IF NOT EXISTS complaint (
    number text PRIMARY KEY, passcode_hash text NOT NULL, chat_id bigint NOT NULL, filed_at timestamptz NOT NULL DEFAULT now(), filing jsonb NOT NULL)`);
  return pool;
}

/** Keeps a complaint under a new number and passcode; the words that tell both. */
export async function fileComplaint(pool: pg.Pool, chatId: number, filing: Filing): Promise<string> {
  const number = String(randomInt(1_000_000_000, 9_999_999_999));
  const passcode = String(randomInt(100_000_000_000, 281_474_976_710_655)).slice(0, 12);
  await pool.query("INSERT INTO complaint (number, passcode_hash, chat_id, filing) VALUES ($1, $2, $3, $4)", [
    number,
    await hash(passcode, COST),
    chatId,
    JSON.stringify(filing),
  ]);
  return filedText(number, passcode);
}
