import type { Complaint } from "../../core/complaint/complaint.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { ComplaintId } from "../../core/ids.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { complaintDetailSchema } from "../schemas/complaint-detail-schema.ts";
import { complaintId } from "../schemas/shared.ts";
import { commandStates, complaintView } from "../views/complaint-view.ts";
import { attachmentView, messageView } from "../views/message-view.ts";
import { conversationView, newestMessages } from "./conversation-view.ts";

const params = z.object({ id: complaintId });

/** One complaint with everything that belongs to it, and its passcode's renewal. */
export function complaintEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Complaints",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/complaints/:id",
      summary: "One complaint: history, clocks with their proof, conversations, files, and what may be done now",
      params,
      success: { status: 200, schema: complaintDetailSchema },
      refusals: [404],
      handle: async ({ params: { id }, say }, who) => {
        const complaint = await tools.store.complaints.byId(id);
        if (complaint === undefined) return problem(404, "staff.complaint_unknown");
        await audit(tools, who, "complaint.read", `complaint ${id}`);
        const [view, related] = await Promise.all([
          complaintView(complaint, say, tools.store),
          relatedTo(complaint, tools),
        ]);
        return { value: { complaint: view, ...related, commands: commandStates(complaint, who.agent, say) } };
      },
    }),
    endpoint({
      tag: "Complaints",
      access: "passcode.renew",
      method: "POST",
      path: "/api/v1/complaints/:id/passcode",
      summary: "Give the customer a new passcode, on their own channels; staff never see it",
      params,
      success: { status: 204 },
      refusals: [404, 409],
      handle: async ({ params: { id } }, who) => {
        if (!(await exists(id, tools))) return problem(404, "staff.complaint_unknown");
        const { agent } = who;
        const done = await tools.casework.renewPasscode(
          id,
          { kind: "agent", agentId: agent.id, role: agent.role },
          "desk",
        );
        if (!done.ok) return refusal(409, done.refusal);
        await audit(tools, who, "passcode.renew", `complaint ${id}`);
        return { value: undefined };
      },
    }),
  ];
}

async function exists(id: ComplaintId, { store }: DeskTools): Promise<boolean> {
  return (await store.complaints.byId(id)) !== undefined;
}

async function relatedTo({ id, customerId }: Complaint, { store }: DeskTools) {
  const [customer, events, attachments, conversations] = await Promise.all([
    store.conversations.customer(customerId),
    store.complaints.events(id),
    store.attachments.ofComplaint(id),
    store.conversations.ofCustomer(customerId),
  ]);
  const withMessages = await Promise.all(
    conversations.map(async (conversation) => {
      const messages = await newestMessages(store, conversation);
      return { ...conversationView(conversation), messages: messages.map(messageView) };
    }),
  );
  return { customer, events, attachments: attachments.map(attachmentView), conversations: withMessages };
}
