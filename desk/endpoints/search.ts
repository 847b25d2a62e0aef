import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { queuePageSchema } from "../schemas/queue-schema.ts";
import { after, limit } from "../schemas/shared.ts";

const query = z.object({
  q: z.string().trim().min(1).max(200).openapi({
    description: "A tracking number or its beginning, words or their beginnings, a phone number, a product, a lot.",
  }),
  after,
  limit: limit(100, 50),
});

/** Finding complaints by what is in them. */
export function searchEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/search",
      summary: "Complaints that have every word that was asked for, the newest first",
      query,
      success: { status: 200, schema: queuePageSchema },
      handle: async ({ query: { q, ...page } }, who) => {
        const found = await tools.store.complaints.search(q, exact(page));
        // What was asked for may name a customer, and is kept nowhere.
        await audit(tools, who, "complaint.search", "complaints", { count: found.rows.length });
        return { value: found };
      },
    }),
  ];
}
