import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { alertSchema } from "../schemas/alert-schema.ts";
import { z } from "../schemas/api-zod.ts";
import { limit } from "../schemas/shared.ts";

/** What staff must see now. */
export function alertEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Alerts",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/alerts",
      summary: "Alerts that nobody has settled, for everybody and for oneself, the oldest first",
      query: z.object({ limit: limit(500, 100) }),
      success: { status: 200, schema: z.object({ rows: z.array(alertSchema).readonly() }) },
      handle: async ({ query }, { agent }) => ({
        value: { rows: await tools.store.alerts.open(query.limit, agent.id) },
      }),
    }),
    endpoint({
      tag: "Alerts",
      access: "alert.settle",
      method: "POST",
      path: "/api/v1/alerts/:id/settle",
      summary: "Settle an alert; one that is settled already stays so",
      params: z.object({ id: z.uuid() }),
      success: { status: 204 },
      handle: async ({ params: { id } }, who) => {
        await tools.store.alerts.settle(id, who.agent.id, tools.clock.now());
        await audit(tools, who, "alert.settle", `alert ${id}`);
        return { value: undefined };
      },
    }),
  ];
}
