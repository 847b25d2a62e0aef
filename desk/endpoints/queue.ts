import { statuses } from "../../core/complaint/status.ts";
import { normaliseTrackingNumber } from "../../core/complaint/tracking-number.ts";
import { problem } from "../../core/http/respond.ts";
import type { QueueFilter } from "../../core/store/lists.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { queueFilter } from "../queues.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { queueNames } from "../schemas/queue-names.ts";
import { queuePageSchema } from "../schemas/queue-schema.ts";
import { after, agentId, categoryKey, customerId, departmentKey, flag, limit, listOf } from "../schemas/shared.ts";
import { queueView } from "./queue-view.ts";

const query = z.object({
  queue: z
    .enum(queueNames)
    .optional()
    .openapi({ description: "One of the queues that everybody has; the rest narrows it." }),
  status: listOf(statuses).optional(),
  department: departmentKey.optional(),
  evaluator: z
    .union([z.literal("nobody"), agentId])
    .optional()
    .openapi({ type: "string", description: "An agent's id, or `nobody`." }),
  safety: flag.optional(),
  overdue: flag.optional(),
  waitingForCustomer: flag.optional(),
  category: categoryKey.optional(),
  customer: customerId.optional(),
  after,
  limit: limit(100, 50),
});

/** The queue by deadline, and the way from a tracking number to a complaint. */
export function queueEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/complaints",
      summary: "The queue: by due date, those without one last",
      query,
      success: { status: 200, schema: queuePageSchema },
      handle: async ({ query: wanted }, who) => {
        const page = exact({ after: wanted.after, limit: wanted.limit });
        const queue = wanted.queue === undefined ? {} : queueFilter(wanted.queue, await queueView(tools, who.agent.id));
        const found = await tools.store.complaints.queue({ ...queue, ...filterOf(wanted, tools) }, page);
        await audit(tools, who, "complaint.list", "complaints", { count: found.rows.length });
        return { value: found };
      },
    }),
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/tracking-numbers/:number",
      summary: "The complaint that a tracking number belongs to",
      params: z.object({ number: z.string().min(1).max(60) }),
      success: { status: 200, schema: z.object({ id: z.string(), number: z.string() }) },
      refusals: [404],
      handle: async ({ params }) => {
        const number = normaliseTrackingNumber(params.number);
        const complaint = number === undefined ? undefined : await tools.store.complaints.byNumber(number);
        return complaint === undefined ? problem(404, "staff.complaint_unknown") : { value: complaint };
      },
    }),
  ];
}

function filterOf({ overdue, customer, ...wanted }: z.infer<typeof query>, tools: DeskTools): QueueFilter {
  const { status, department, evaluator, safety, waitingForCustomer, category } = wanted;
  return exact({
    status,
    department,
    evaluator,
    safety,
    waitingForCustomer,
    category,
    customerId: customer,
    overdueAt: overdue === true ? tools.clock.now() : undefined,
  });
}
