import { problem } from "../../core/http/respond.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { historySchema } from "../schemas/complaint-detail-schema.ts";
import { complaintId, limit } from "../schemas/shared.ts";

/** The history of one complaint. */
export function historyEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/complaints/:id/history",
      summary: "Everything that happened to a complaint, and who saw it",
      params: z.object({ id: complaintId }),
      query: z.object({
        after: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional()
          .openapi({ description: "Where the list of who saw it goes on." }),
        limit: limit(200, 50),
      }),
      success: { status: 200, schema: historySchema },
      refusals: [404],
      handle: async ({ params: { id }, query }, who) => {
        if ((await tools.store.complaints.byId(id)) === undefined) return problem(404, "staff.complaint_unknown");
        const subject = `complaint ${id}`;
        const [events, seen] = await Promise.all([
          tools.store.complaints.events(id),
          tools.store.audit.list({ ...exact(query), subject }),
        ]);
        await audit(tools, who, "complaint.history", subject);
        return { value: { events, seen: { rows: [...seen.rows], next: seen.next } } };
      },
    }),
  ];
}
