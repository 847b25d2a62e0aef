import { problem, refusal } from "../../core/http/respond.ts";
import { brand } from "../../core/ids.ts";
import type { ConversationId } from "../../core/ids.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { conversationSchema, messageSchema } from "../schemas/conversation-schema.ts";
import { conversationId, instant, limit, words } from "../schemas/shared.ts";
import { messageView } from "../views/message-view.ts";
import { conversationView } from "./conversation-view.ts";

/** Alerts looked through for conversations that wait: more than anybody could answer in a day. */
const ALERTS = 500;

const params = z.object({ id: conversationId });
const tag = "Conversations";

const waitingSchema = conversationSchema
  .extend({ askedAt: instant, alertId: z.string() })
  .openapi("WaitingConversation");

/** Conversations: those that wait for a person, their messages, and writing into them. */
export function conversationEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [waiting(tools), messages(tools), write(tools), typing(tools)];
}

function waiting(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/conversations/waiting",
    summary: "Conversations in which a person was asked for and nobody has settled it, the longest wait first",
    success: { status: 200, schema: z.object({ rows: z.array(waitingSchema) }) },
    handle: async () => ({ value: { rows: await waitingConversations(tools) } }),
  });
}

async function waitingConversations({ store }: DeskTools): Promise<z.input<typeof waitingSchema>[]> {
  const alerts = (await store.alerts.open(ALERTS)).filter(
    ({ kind }) => kind === "person_asked_for" || kind === "fault",
  );
  const seen = new Map<string, z.input<typeof waitingSchema>>();
  for (const { id, at, conversationId: about, complaintId } of alerts) {
    for (const conversation of await concerned(store, about, complaintId)) {
      const known = seen.get(conversation.id);
      if (known === undefined || known.askedAt > at)
        seen.set(conversation.id, { ...conversationView(conversation), askedAt: at, alertId: id });
    }
  }
  return [...seen.values()].sort((one, other) => one.askedAt.getTime() - other.askedAt.getTime());
}

/** An alert names its conversation, or else a complaint whose customer has some. */
async function concerned(
  store: DeskTools["store"],
  about: string | undefined,
  complaintId: Parameters<typeof store.complaints.byId>[0] | undefined,
): Promise<readonly Conversation[]> {
  if (about !== undefined) {
    const conversation = await store.conversations.byId(brand<ConversationId>(about));
    return conversation === undefined ? [] : [conversation];
  }
  const complaint = complaintId === undefined ? undefined : await store.complaints.byId(complaintId);
  return complaint === undefined ? [] : store.conversations.ofCustomer(complaint.customerId);
}

function messages(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/conversations/:id/messages",
    summary: "Messages in order, those after a sequence number",
    params,
    query: z.object({
      after: z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number)
        .default(0)
        .openapi({ type: "integer", minimum: 0, default: 0 }),
      limit: limit(500, 100),
    }),
    success: { status: 200, schema: z.object({ conversation: conversationSchema, rows: z.array(messageSchema) }) },
    refusals: [404],
    handle: async ({ params: { id }, query }, who) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      await audit(tools, who, "conversation.read", `conversation ${id}`);
      const rows = await tools.store.conversations.messages(id, query.after, query.limit);
      return { value: { conversation: conversationView(conversation), rows: rows.map(messageView) } };
    },
  });
}

function write(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "conversation.write",
    method: "POST",
    path: "/api/v1/conversations/:id/messages",
    summary: "Write to the customer, under one's own name",
    params,
    body: z.object({ text: words }),
    success: { status: 204 },
    refusals: [404, 409],
    handle: async ({ params: { id }, body: { text } }, who) => {
      if ((await tools.store.conversations.byId(id)) === undefined) return problem(404, "refusal.conversation_unknown");
      const written = await tools.casework.write(id, text, who.agent);
      if (!written.ok) return refusal(409, written.refusal);
      await audit(tools, who, "conversation.write", `conversation ${id}`);
      return { value: undefined };
    },
  });
}

function typing(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "conversation.write",
    method: "POST",
    path: "/api/v1/conversations/:id/typing",
    summary: "Show the customer for some seconds that somebody is writing, where the channel can",
    params,
    success: { status: 204 },
    refusals: [404],
    handle: async ({ params: { id } }) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      await tools.showTyping(conversation.address);
      return { value: undefined };
    },
  });
}
