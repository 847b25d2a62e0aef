import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { facts, instant, limit } from "../schemas/shared.ts";

const entrySchema = z
  .object({
    seq: z.int(),
    at: instant,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    facts,
    hash: z.string(),
  })
  .openapi("AuditEntry");

/** The audit trail, and the check that nobody has changed it. Reading it is noted in it, too. */
export function auditEndpoints(tools: DeskTools): readonly Endpoint[] {
  const frame = { tag: "Audit", access: "audit.read", method: "GET" } as const;
  return [
    endpoint({
      ...frame,
      path: "/api/v1/audit",
      summary: "The trail, the oldest first",
      query: z.object({
        after: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
        limit: limit(500, 100),
      }),
      success: {
        status: 200,
        schema: z.object({ rows: z.array(entrySchema).readonly(), next: z.string().optional() }),
      },
      handle: async ({ query }, who) => {
        const page = await tools.store.audit.list(exact(query));
        await audit(tools, who, "audit.read", "audit", { count: page.rows.length });
        return { value: page };
      },
    }),
    endpoint({
      ...frame,
      path: "/api/v1/audit/verification",
      summary: "Whether each line's hash follows from the one before it, and the first that does not",
      success: { status: 200, schema: z.object({ holds: z.boolean(), firstBroken: z.int().optional() }) },
      handle: async (_call, who) => {
        const firstBroken = await tools.store.audit.firstBroken();
        await audit(tools, who, "audit.verify", "audit", { holds: firstBroken === undefined });
        return { value: { holds: firstBroken === undefined, firstBroken } };
      },
    }),
  ];
}
