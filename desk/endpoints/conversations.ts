import type { Conversation } from "../../core/conversation/conversation.ts";
import { problem } from "../../core/http/respond.ts";
import { brand } from "../../core/ids.ts";
import type { ComplaintId } from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { ConversationView } from "../../core/store/lists.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { exact, z } from "../schemas/api-zod.ts";
import {
  conversationDetailSchema,
  conversationLoadSchema,
  conversationPageSchema,
} from "../schemas/conversation-schema.ts";
import { after, conversationId, limit } from "../schemas/shared.ts";
import { complaintBrief, composerView, conversationRowView, conversationView } from "./conversation-view.ts";

/** Which conversations an agent lists. */
const views = ["mine", "waiting", "department", "taken", "all"] as const;

const params = z.object({ id: conversationId });
const tag = "Conversations";

/** Conversations: the lists of them, and one with its customer, its owners, and what can be said. */
export function conversationEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [list(tools), load(tools), detail(tools)];
}

function list(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/conversations",
    summary:
      "Conversations: one's own, those that wait for a person (all, or one's departments'), those that somebody has, or all",
    query: z.object({ view: z.enum(views).default("mine"), after, limit: limit(100, 50) }),
    success: { status: 200, schema: conversationPageSchema },
    handle: async ({ query: { view, after: from, limit: most } }, who) => {
      const page = exact({ after: from, limit: most });
      const { rows, next } = await tools.store.conversations.list(viewOf(view, who.agent), page);
      await audit(tools, who, "conversation.list", "conversations", { view, count: rows.length });
      return { value: { rows: rows.map((row) => conversationRowView(row)), next } };
    },
  });
}

function viewOf(view: (typeof views)[number], { id, departments }: Agent): ConversationView {
  switch (view) {
    case "mine":
      return { kind: "mine", agentId: id };
    case "waiting":
      return { kind: "waiting" };
    case "department":
      return { kind: "waiting", departments };
    case "taken":
    case "all":
      return { kind: view };
  }
}

function load(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "conversation.write",
    method: "GET",
    path: "/api/v1/conversations/load",
    summary: "How many conversations each member of staff has or is offered",
    success: { status: 200, schema: conversationLoadSchema },
    handle: async () => {
      const agents = (await tools.store.staff.all()).filter(({ disabledAt }) => disabledAt === undefined);
      const counted = await tools.store.conversations.load(agents.map(({ id }) => id));
      return { value: { rows: agents.map(({ id }) => ({ agentId: id, count: counted.get(id) ?? 0 })) } };
    },
  });
}

function detail(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/conversations/:id",
    summary:
      "One conversation: its customer, their other conversations and complaints, who answered when, what can be said",
    params,
    success: { status: 200, schema: conversationDetailSchema },
    refusals: [404],
    handle: async ({ params: { id } }, who) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      await audit(tools, who, "conversation.read", `conversation ${id}`);
      const say = tools.sayIn(conversation.language);
      const composer = composerView(conversation, tools.channelTo(conversation.address), tools.clock.now(), say);
      return {
        value: { conversation: conversationView(conversation), composer, ...(await around(conversation, tools)) },
      };
    },
  });
}

async function around({ id, customerId, state }: Conversation, { store }: DeskTools) {
  const [customer, chats, own, granted, ownerships] = await Promise.all([
    store.conversations.customer(customerId),
    store.conversations.ofCustomer(customerId),
    store.complaints.ofCustomer(customerId),
    Promise.all(state.granted.map((each) => store.complaints.byId(brand<ComplaintId>(each)))),
    store.conversations.ownerships(id),
  ]);
  const complaints = [...own, ...granted.filter((each) => each !== undefined)];
  return {
    customer,
    others: chats.filter((chat) => chat.id !== id).map((chat) => conversationView(chat)),
    complaints: [...new Map(complaints.map((complaint) => [complaint.id, complaintBrief(complaint)])).values()],
    ownerships,
  };
}
