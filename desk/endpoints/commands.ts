import type { StaffCommand } from "../../core/casework/casework.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { HttpRequest } from "../../core/http/route.ts";
import type { ComplaintId } from "../../core/ids.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { unknownReference } from "../known-things.ts";
import type { References } from "../known-things.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { commandStateSchema, complaintSchema } from "../schemas/complaint-schema.ts";
import { previewSchema } from "../schemas/preview-schema.ts";
import { complaintId } from "../schemas/shared.ts";
import { staffCommandSchema } from "../schemas/staff-command.ts";
import { commandStates, complaintView } from "../views/complaint-view.ts";

const params = z.object({ id: complaintId });

/** Every command of staff, at one address, and what it would tell, at another. */
export function commandEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [preview(tools), command(tools)];
}

function preview(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Complaints",
    access: "complaint.command",
    method: "POST",
    path: "/api/v1/complaints/:id/preview",
    summary:
      "What a command would tell the customer, message by message, as each channel would show it; nothing happens",
    params,
    body: staffCommandSchema,
    success: { status: 200, schema: previewSchema },
    refusals: [404, 409],
    handle: async ({ params: { id }, body }, who) => {
      if ((await tools.store.complaints.byId(id)) === undefined) return problem(404, "staff.complaint_unknown");
      const unknown = await unknownReference(referencesOf(body), id, tools);
      if (unknown !== undefined) return unknown;
      const seen = await tools.casework.preview(id, body, who.agent);
      await audit(tools, who, "complaint.preview", `complaint ${id}`, { command: body.kind });
      return seen.ok ? { value: seen.value } : refusal(409, seen.refusal);
    },
  });
}

function command(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Complaints",
    access: "complaint.command",
    method: "POST",
    path: "/api/v1/complaints/:id/commands",
    summary:
      "Carry out one command; a refusal says why, and what to do instead. With `If-Match`, the version that was seen, nothing is done to a newer one",
    params,
    body: staffCommandSchema,
    success: { status: 200, schema: z.object({ complaint: complaintSchema, commands: z.array(commandStateSchema) }) },
    refusals: [404, 409],
    handle: async ({ params: { id }, body, say, request }, who) => {
      if ((await tools.store.complaints.byId(id)) === undefined) return problem(404, "staff.complaint_unknown");
      const unknown = await unknownReference(referencesOf(body), id, tools);
      if (unknown !== undefined) return unknown;
      const done = await tools.casework.command(id, body, who.agent, seenVersion(request));
      await audit(
        tools,
        who,
        done.ok ? "complaint.command" : "complaint.command.refused",
        `complaint ${id}`,
        factsOf(body, id),
      );
      if (!done.ok) return refusal(409, done.refusal);
      const complaint = await complaintView(done.value, say, tools.store);
      return { value: { complaint, commands: commandStates(done.value, who.agent, say) } };
    },
  });
}

/** An entity tag is quoted: RFC 9110, section 8.8.3. Anything else is no version of ours, and asks for nothing. */
function seenVersion({ headers }: HttpRequest): number | undefined {
  const tag = headers["if-match"];
  const digits = typeof tag === "string" ? /^"?(\d{1,9})"?$/.exec(tag)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

function referencesOf(command: StaffCommand): References {
  return exact({
    category: "category" in command ? command.category : undefined,
    department: "department" in command ? command.department : undefined,
    evaluator: "evaluator" in command ? command.evaluator : undefined,
    mentions: "mentions" in command ? command.mentions : undefined,
    attachments: "attachments" in command ? command.attachments : undefined,
  });
}

/** What the audit trail keeps of a command: which, never its words. */
function factsOf(command: StaffCommand, id: ComplaintId): Readonly<Record<string, string>> {
  return command.kind === "assign"
    ? { command: command.kind, id, evaluator: command.evaluator }
    : { command: command.kind, id };
}
