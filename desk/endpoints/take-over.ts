import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Result } from "../../core/errors.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { ConversationId } from "../../core/ids.ts";
import type { SignedIn } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Answer, Endpoint } from "../endpoint.ts";
import { agentSchema } from "../schemas/agent-schema.ts";
import { z } from "../schemas/api-zod.ts";
import { conversationSchema } from "../schemas/conversation-schema.ts";
import { conversationId } from "../schemas/shared.ts";
import { dutySchema, handOnSchema, startFlowSchema } from "../schemas/take-over-schema.ts";
import { agentView } from "./agent-view.ts";
import { conversationView } from "./conversation-view.ts";

/** Who answers a conversation: taking it over, giving it back, handing it on; and whether one is there for it. */
export function takeOverEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [claim(tools), giveBack(tools), handOn(tools), startFlow(tools), duty(tools)];
}

const frame = {
  tag: "Conversations",
  access: "conversation.write",
  method: "POST",
  params: z.object({ id: conversationId }),
  success: { status: 200, schema: conversationSchema },
  refusals: [404, 409],
} as const;

function claim(tools: DeskTools): Endpoint {
  return endpoint({
    ...frame,
    path: "/api/v1/conversations/:id/claim",
    summary:
      "Take the conversation over: it is one's own from now on, and the bot is silent. Of two who claim, one wins",
    handle: async ({ params: { id } }, who) =>
      answer(tools, who, "conversation.claim", id, await tools.casework.takeOver(id, who.agent)),
  });
}

function giveBack(tools: DeskTools): Endpoint {
  return endpoint({
    ...frame,
    path: "/api/v1/conversations/:id/give-back",
    summary: "Give the conversation back to the bot, which goes on with the question that was open",
    handle: async ({ params: { id } }, who) =>
      answer(tools, who, "conversation.give_back", id, await tools.casework.giveBack(id, who.agent)),
  });
}

function handOn(tools: DeskTools): Endpoint {
  return endpoint({
    ...frame,
    path: "/api/v1/conversations/:id/hand-on",
    summary: "Hand the conversation on to a colleague, who is offered it, or to a department's line",
    body: handOnSchema,
    handle: async ({ params: { id }, body }, who) => {
      const to = "agentId" in body ? { agentId: body.agentId } : { department: body.department };
      const handed = await tools.casework.handOn(id, body, who.agent);
      return answer(tools, who, "conversation.hand_on", id, handed, to);
    },
  });
}

function startFlow(tools: DeskTools): Endpoint {
  return endpoint({
    ...frame,
    path: "/api/v1/conversations/:id/flow",
    summary:
      "Have the bot put the questions of one flow to the customer; with the last answer the conversation is one's own again",
    body: startFlowSchema,
    handle: async ({ params: { id }, body: { flow } }, who) =>
      answer(tools, who, "conversation.flow", id, await tools.casework.startFlow(id, flow, who.agent), { flow }),
  });
}

async function answer(
  tools: DeskTools,
  who: SignedIn,
  action: string,
  id: ConversationId,
  result: Result<Conversation>,
  facts: Parameters<typeof audit>[4] = {},
): Promise<Answer<z.input<typeof conversationSchema>>> {
  if (!result.ok) {
    const isUnknown = result.refusal.key === "refusal.conversation_unknown";
    return isUnknown ? problem(404, result.refusal.key) : refusal(409, result.refusal);
  }
  await audit(tools, who, action, `conversation ${id}`, facts);
  return { value: conversationView(result.value) };
}

function duty(tools: DeskTools): Endpoint {
  return endpoint({
    tag: "Oneself",
    access: "self",
    method: "PUT",
    path: "/api/v1/me/duty",
    summary: "Say whether conversations may be offered to oneself",
    body: dutySchema,
    success: { status: 200, schema: agentSchema },
    handle: async ({ body }, who) => {
      const after = (await tools.store.staff.change(who.agent.id, { duty: body.duty })) ?? who.agent;
      await audit(tools, who, "agent.duty", `agent ${after.id}`, { duty: body.duty });
      return { value: agentView(after) };
    },
  });
}
