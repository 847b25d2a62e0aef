import { z } from "zod";
import type { Store, Throttle } from "../store.ts";
import { document, moment } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import { isoOf, type Database } from "./sql.ts";

const throttleSchema: z.ZodType<Throttle> = document({
  failures: z.number(),
  blockedUntil: moment.exactOptional(),
});

const COUNT = `
INSERT INTO throttle AS t (key, failures, failed_at) VALUES ($1, 1, $2)
ON CONFLICT (key) DO UPDATE SET failures = t.failures + 1, failed_at = excluded.failed_at
RETURNING failures`;

const BLOCK = `
UPDATE throttle SET blocked_until = greatest(blocked_until, $2) WHERE key = $1
RETURNING failures, blocked_until AS "blockedUntil"`;

/** Failed tries. */
export function throttles(database: Database, prisma: StorePrisma): Store["throttles"] {
  return {
    read: async (key) => {
      const row = await prisma.throttle.findUnique({ where: { key } });
      return row ? throttleSchema.parse(row) : { failures: 0 };
    },
    // In one transaction, so that nobody sees the count without the block that follows from it.
    fail: (key, now, block) =>
      database.transaction(async (sql) => {
        const [counted] = await sql.query({ text: COUNT, values: [key, now.toISOString()] });
        const until = block(throttleSchema.parse(counted).failures);
        const [row] = await sql.query({ text: BLOCK, values: [key, isoOf(until)] });
        return throttleSchema.parse(row);
      }),
    clear: async (key) => {
      await prisma.throttle.deleteMany({ where: { key } });
    },
  };
}
