import { problem } from "../../core/http/respond.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Conversation, Customer } from "../../core/conversation/conversation.ts";
import { showIn } from "../../core/language/fill-in.ts";
import type { Language } from "../../core/language/language.ts";
import { categoryByKey, departmentOf, textIn } from "../../core/organisation/look-up.ts";
import { fillReply, replyVariables } from "../../core/settings/canned-replies.ts";
import type { ReplyValues } from "../../core/settings/canned-replies.ts";
import { repliesOf } from "../../core/settings/save-settings.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { cannedRepliesSchema, filledReplySchema } from "../schemas/settings-schema.ts";
import { complaintId, conversationId, language } from "../schemas/shared.ts";

/** Words that are ready to be sent, and templates of reports; they are changed as the settings `canned_replies`. */
export function cannedReplyEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [list(tools), fill(tools)];
}

function list(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Canned replies",
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/canned-replies",
    summary: "Every canned reply, and what their variables stand for",
    success: { status: 200, schema: cannedRepliesSchema },
    handle: async ({ language: reader }, { agent }) => {
      const stored = await tools.store.settings.current("canned_replies");
      const examples = exampleValues(tools, agent.name, reader);
      const view = { language: reader, timeZone: tools.organisation.timeZone };
      const variables = replyVariables.map((name) => ({ name, example: showIn(examples[name], "date", view) }));
      return { value: { version: stored?.version ?? 0, rows: repliesOf(stored), variables } };
    },
  });
}

function fill(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Canned replies",
    access: "conversation.write",
    method: "POST",
    path: "/api/v1/canned-replies/:id/fill",
    summary: "A canned reply in the customer's language, with its variables filled in",
    params: z.object({ id: z.string().min(1).max(64) }),
    body: z.object({
      complaintId: complaintId.optional(),
      conversationId: conversationId.optional(),
      language: language.optional().openapi({ description: "Unset: the customer's." }),
    }),
    success: { status: 200, schema: filledReplySchema },
    refusals: [404],
    handle: async ({ params: { id }, body }, who) => {
      const { agent } = who;
      const reply = repliesOf(await tools.store.settings.current("canned_replies")).find((each) => each.id === id);
      if (reply === undefined) return problem(404, "staff.canned_reply_unknown");
      const { store, organisation } = tools;
      const complaint = body.complaintId === undefined ? undefined : await store.complaints.byId(body.complaintId);
      const conversation =
        body.conversationId === undefined ? undefined : await store.conversations.byId(body.conversationId);
      const wanted = body.language ?? languageOf(complaint, conversation) ?? agent.language;
      // What it is filled with is read of them.
      if (complaint !== undefined) await audit(tools, who, "canned_reply.fill", `complaint ${complaint.id}`);
      if (conversation !== undefined) await audit(tools, who, "canned_reply.fill", `conversation ${conversation.id}`);
      const values = await valuesOf(tools, { complaint, conversation, agent: agent.name, language: wanted });
      return { value: fillReply(reply, wanted, organisation.languages, values, organisation.timeZone) };
    },
  });
}

function languageOf(complaint: Complaint | undefined, conversation: Conversation | undefined): Language | undefined {
  return conversation?.language ?? complaint?.language;
}

/** What a reply is filled from. */
interface Subject {
  readonly complaint: Complaint | undefined;
  readonly conversation: Conversation | undefined;
  readonly agent: string;
  readonly language: Language;
}

async function valuesOf(tools: DeskTools, subject: Subject): Promise<ReplyValues> {
  const { complaint, conversation, agent, language: spoken } = subject;
  const { store, organisation } = tools;
  const customerId = complaint?.customerId ?? conversation?.customerId;
  const customer = customerId === undefined ? undefined : await store.conversations.customer(customerId);
  return {
    agent,
    organisation: textIn(organisation.name, spoken, organisation),
    ...nameOf(customer),
    ...(complaint === undefined ? {} : ofComplaint(tools, complaint, spoken)),
  };
}

function nameOf(customer: Customer | undefined): ReplyValues {
  return customer?.name === undefined ? {} : { customer: customer.name };
}

function ofComplaint({ organisation, sayIn }: DeskTools, complaint: Complaint, spoken: Language): ReplyValues {
  const { number, status, matter, clocks } = complaint;
  const department = complaint.department && departmentOf(organisation, complaint.department);
  const category = categoryByKey(organisation, matter.category);
  const due = clocks.find(({ endedAt }) => endedAt === undefined)?.dueAt;
  return {
    number: { code: number },
    status: sayIn(spoken)(`status.${status}`),
    ...(department === undefined ? {} : { department: textIn(department.name, spoken, organisation) }),
    ...(category === undefined ? {} : { category: textIn(category.name, spoken, organisation) }),
    ...(matter.product === undefined ? {} : { product: matter.product }),
    ...(due === undefined ? {} : { due }),
  };
}

/** Made-up values, for a preview while a reply is written. */
function exampleValues(
  { organisation, clock, sayIn }: DeskTools,
  agent: string,
  reader: Language,
): Required<ReplyValues> {
  const [department] = organisation.departments;
  const [category] = organisation.categories;
  const inWords = (name: Parameters<typeof textIn>[0] | undefined): string =>
    name === undefined ? "" : textIn(name, reader, organisation);
  return {
    customer: "…",
    number: { code: "1234567890" },
    agent,
    organisation: inWords(organisation.name),
    department: inWords(department?.name),
    category: inWords(category?.name),
    product: "…",
    status: sayIn(reader)("status.under_evaluation"),
    due: clock.now(),
  };
}
