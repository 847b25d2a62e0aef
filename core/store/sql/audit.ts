import { z } from "zod";
import { firstBrokenLine, nextLine, type AuditLine } from "../audit-chain.ts";
import { pageOf } from "../queue-order.ts";
import type { Store } from "../store.ts";
import { facts, moment } from "./fields.ts";
import type { StorePrisma } from "./prisma.ts";
import type { Database } from "./sql.ts";

/** Any number that nothing else in the database uses as an advisory lock. */
const CHAIN_LOCK = 4_020_992;
/** Lines that are checked at a time. */
const STRETCH = 1_000;

const lineSchema: z.ZodType<AuditLine> = z.object({
  seq: z.number(),
  at: moment,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  facts,
  hash: z.string(),
});

const lastSchema = z.object({ seq: z.number(), hash: z.string() }).optional();

/** The audit trail. */
export function audit(database: Database, prisma: StorePrisma): Store["audit"] {
  const linesAfter = async (seq: number, limit: number): Promise<readonly AuditLine[]> => {
    const rows = await prisma.auditLine.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: "asc" }, take: limit });
    return lineSchema.array().parse(rows);
  };
  const linesAbout = async (
    subjects: readonly string[],
    before: number,
    limit: number,
  ): Promise<readonly AuditLine[]> => {
    const where = { subject: { in: [...subjects] }, seq: { lt: before } };
    return lineSchema.array().parse(await prisma.auditLine.findMany({ where, orderBy: { seq: "desc" }, take: limit }));
  };
  return {
    append: (entry) =>
      database.transaction(async (sql) => {
        // Its own statement: what follows must see the line that the holder before us has written.
        await sql.query({ text: "SELECT pg_advisory_xact_lock($1)", values: [CHAIN_LOCK] });
        const last = "SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1";
        const [row] = await sql.query({ name: "last audit line", text: last, values: [] });
        const line = nextLine(lastSchema.parse(row), entry);
        await sql.query({
          name: "audit",
          text: "INSERT INTO audit_line (seq, at, actor, action, subject, facts, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          values: [
            line.seq,
            line.at.toISOString(),
            line.actor,
            line.action,
            line.subject,
            JSON.stringify(line.facts),
            line.hash,
          ],
        });
      }),
    list: async ({ after, limit, subjects }) => {
      const lines = await (subjects === undefined
        ? linesAfter(Number(after ?? 0), limit + 1)
        : linesAbout(subjects, Number(after ?? 2 ** 31 - 1), limit + 1));
      return pageOf(lines, limit, ({ seq }) => String(seq));
    },
    firstBroken: async () => {
      let last: AuditLine | undefined;
      for (;;) {
        const lines = await linesAfter(last?.seq ?? 0, STRETCH);
        const broken = firstBrokenLine(last, lines);
        if (broken !== undefined || lines.length < STRETCH) return broken;
        last = lines.at(-1);
      }
    },
  };
}
