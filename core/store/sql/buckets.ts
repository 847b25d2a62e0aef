import { z } from "zod";
import type { Store } from "../store.ts";
import { nextFree, rounding } from "../token-bucket.ts";
import type { Sql } from "./sql.ts";

/** The twin of `drawn`: key, now, milliseconds for each, milliseconds for all, wanted, what a full bucket gives of it. */
const FROM = "greatest(b.full_at, $2::float8)";
const GRANTED = `CASE WHEN b.blocked_until > $2::float8 THEN 0
  ELSE greatest(0, least($5::int, floor(($2::float8 + $4::float8 - ${FROM}) / $3::float8 + ${rounding})))::int END`;

const TAKE = `
INSERT INTO bucket AS b (key, full_at, granted) VALUES ($1, $2::float8 + $6::int * $3::float8, $6::int)
ON CONFLICT (key) DO UPDATE SET granted = ${GRANTED}, full_at = ${FROM} + ${GRANTED} * $3::float8
RETURNING granted, full_at AS "fullAt", blocked_until AS "blockedUntil"`;

const GIVE_BACK = "UPDATE bucket SET full_at = full_at - $2::float8 WHERE key = $1";

const BLOCK = `
INSERT INTO bucket AS b (key, full_at, blocked_until) VALUES ($1, 0, $2::float8)
ON CONFLICT (key) DO UPDATE SET blocked_until = greatest(b.blocked_until, excluded.blocked_until)`;

const takenSchema = z.object({ granted: z.number(), fullAt: z.number(), blockedUntil: z.number() });

/** What may be sent, by rate. */
export function buckets(sql: Sql): Store["buckets"] {
  return {
    take: async (key, rate, want, now) => {
      const at = now.getTime();
      const values = [key, at, rate.perMs / rate.count, rate.perMs, want, Math.min(want, rate.count)];
      const [row] = await sql.query({ name: "draw", text: TAKE, values });
      const { granted, ...bucket } = takenSchema.parse(row);
      return { granted, free: nextFree(bucket, rate, at) };
    },
    giveBack: async (key, rate, count) => {
      await sql.query({ name: "give back", text: GIVE_BACK, values: [key, (count * rate.perMs) / rate.count] });
    },
    block: async (key, until) => {
      await sql.query({ text: BLOCK, values: [key, until.getTime()] });
    },
  };
}
