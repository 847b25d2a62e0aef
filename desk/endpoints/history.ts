import type { Complaint } from "../../core/complaint/complaint.ts";
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
      summary: "Everything that happened to a complaint, and who saw it, its files and its customer's conversations",
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
        const complaint = await tools.store.complaints.byId(id);
        if (complaint === undefined) return problem(404, "staff.complaint_unknown");
        const [events, subjects] = await Promise.all([tools.store.complaints.events(id), subjectsOf(tools, complaint)]);
        const seen = await tools.store.audit.list({ ...exact(query), subjects });
        await audit(tools, who, "complaint.history", `complaint ${id}`);
        return { value: { events, seen: { rows: [...seen.rows], next: seen.next } } };
      },
    }),
  ];
}

/** The complaint as the audit trail calls it, and what tells of it: its files, and what was said with its customer. */
async function subjectsOf({ store }: DeskTools, { id, customerId }: Complaint): Promise<readonly string[]> {
  const [conversations, files] = await Promise.all([
    store.conversations.ofCustomer(customerId),
    store.attachments.ofComplaint(id),
  ]);
  return [
    `complaint ${id}`,
    ...conversations.map((conversation) => `conversation ${conversation.id}`),
    ...files.map((file) => `attachment ${file.id}`),
  ];
}
