import type { FilingOnBehalf } from "../../core/casework/casework.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { toPhone } from "../../core/conversation/phone.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { unknownReference } from "../known-things.ts";
import type { References } from "../known-things.ts";
import { createOnce } from "../once.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { complaintSchema } from "../schemas/complaint-schema.ts";
import { filingQuestionsSchema } from "../schemas/complaint-detail-schema.ts";
import { attachmentIds, categoryKey, conversationId, heardByWays, language, line, words } from "../schemas/shared.ts";
import { complaintView } from "../views/complaint-view.ts";

const bodySchema = z.object({
  conversationId: conversationId
    .optional()
    .openapi({ description: "Where the customer told it: the complaint is theirs, and what is known of them stays." }),
  customer: z.object({
    name: line.optional(),
    phone: z
      .string()
      .max(40)
      .optional()
      .openapi({ description: "As people write it; without a prefix, a number of the organisation's country." }),
    email: z.email().max(320).optional(),
    language,
  }),
  heardBy: heardByWays,
  matter: z.object({
    category: categoryKey,
    description: words,
    product: line.optional(),
    lot: line.optional(),
    orderNumber: line.optional(),
    expectation: words.optional(),
  }),
  attachments: attachmentIds,
});

/** Filing for a customer who telephoned, wrote or came. */
export function filingEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [questions(tools), check(tools), file(tools)];
}

function questions({ sayIn }: DeskTools): Endpoint {
  return endpoint({
    tag: "Complaints",
    access: "complaint.file",
    method: "GET",
    path: "/api/v1/filing/questions",
    summary:
      "The questions that customers are asked when they file, in the language that one reads, to be put to them by telephone",
    query: z.object({ language }),
    success: { status: 200, schema: filingQuestionsSchema },
    handle: async ({ query }) => {
      const say = sayIn(query.language);
      return {
        value: {
          category: say("file.category.ask"),
          description: say("file.description.ask_once"),
          product: say("file.product.ask"),
          lot: say("file.lot.ask"),
          orderNumber: say("file.order.ask"),
          expectation: say("file.expectation.ask"),
          phone: say("file.phone.ask"),
          review: say("file.review.ask"),
        },
      };
    },
  });
}

function check(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Complaints",
    access: "complaint.file",
    method: "POST",
    path: "/api/v1/filing/check",
    summary: "Checks what would be filed, and files nothing: the telephone number as it will be kept",
    body: bodySchema,
    success: { status: 200, schema: z.object({ phone: z.string().optional() }) },
    refusals: [409],
    handle: async ({ body }) => {
      const filing = filingOf(body, tools);
      if (filing === undefined) return wrongPhone();
      const unknown = await unknownReference(referencesOf(filing), undefined, tools);
      return unknown ?? { value: exact({ phone: filing.customer.phone }) };
    },
  });
}

function referencesOf({ matter, attachments }: FilingOnBehalf): References {
  return { category: matter.category, attachments };
}

function file(tools: DeskTools): Endpoint {
  const once = createOnce<Complaint>(tools);
  return endpoint({
    tag: "Complaints",
    access: "complaint.file",
    method: "POST",
    path: "/api/v1/complaints",
    summary:
      "File on a customer's behalf: the author is recorded, the passcode goes to the customer alone. With an `Idempotency-Key` header a repeat files nothing new",
    body: bodySchema,
    success: { status: 201, schema: complaintSchema },
    refusals: [409],
    handle: async ({ body, say, request }, who) => {
      const filing = filingOf(body, tools);
      if (filing === undefined) return wrongPhone();
      const unknown = await unknownReference(referencesOf(filing), undefined, tools);
      if (unknown !== undefined) return unknown;
      const refused: { answer?: HttpResponse } = {};
      const key = request.headers["idempotency-key"];
      const complaint = await once.run(who, typeof key === "string" ? key.slice(0, 200) : undefined, async () => {
        const filed = await tools.casework.fileOnBehalf(filing, who.agent);
        if (!filed.ok) {
          refused.answer = refusal(409, filed.refusal);
          return undefined;
        }
        await audit(tools, who, "complaint.file", `complaint ${filed.value.id}`);
        return filed.value;
      });
      if (complaint === "done_elsewhere") return problem(409, "staff.filed_before");
      if (complaint === undefined) return refused.answer ?? problem(409, "staff.filed_before");
      return {
        value: await complaintView(complaint, say, tools.store),
        headers: { location: `/api/v1/complaints/${complaint.id}` },
      };
    },
  });
}

/** Undefined where the telephone number is none. */
function filingOf(
  { conversationId: told, customer, heardBy, matter, attachments }: z.infer<typeof bodySchema>,
  { organisation }: DeskTools,
): FilingOnBehalf | undefined {
  const phone =
    customer.phone === undefined ? undefined : toPhone(customer.phone, organisation.country, customer.language);
  if (customer.phone !== undefined && phone === undefined) return undefined;
  return exact({
    conversationId: told,
    customer: exact({ ...customer, phone }),
    heardBy,
    matter: exact(matter),
    attachments,
  });
}

function wrongPhone(): HttpResponse {
  return {
    status: 400,
    problem: { refusal: { key: "staff.wrong_input" }, fields: [{ path: "customer.phone", code: "no_phone_number" }] },
  };
}
