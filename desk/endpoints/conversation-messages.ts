import type { Attachment } from "../../core/attachment/attachment.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { Channel } from "../../core/channel/channel.ts";
import { whatCanBeSaid } from "../../core/delivery/what-can-be-said.ts";
import { problem, refusal } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, ComplaintId, MessageId } from "../../core/ids.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { unknownReference } from "../known-things.ts";
import { exact, z } from "../schemas/api-zod.ts";
import { messagePageSchema, messageSchema } from "../schemas/conversation-schema.ts";
import { attachmentId, conversationId, limit } from "../schemas/shared.ts";
import { attachmentView, messageView, messageViews } from "../views/message-view.ts";
import { conversationView } from "./conversation-view.ts";

const params = z.object({ id: conversationId });
const tag = "Conversations";

const seq = z
  .string()
  .regex(/^\d{1,9}$/u)
  .transform(Number)
  .openapi({ type: "integer", minimum: 0 });

/** As many answers as fit a phone's screen, none of them a bare number, which would name another's place. */
const choices = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((label) => !/^[\p{Nd}\p{P}\s]+$/u.test(label)),
  )
  .max(10)
  .refine((labels) => new Set(labels).size === labels.length);

const wordsSchema = z
  .object({
    text: z.string().trim().max(20_000),
    attachments: z.array(attachmentId).max(10).default([]),
    choices: choices.default([]),
    afterSeq: z.int32().min(0).openapi({
      description: "Of the newest message that the writer has seen: refused where the customer wrote since.",
    }),
    clientId: z.string().min(1).max(64).optional().openapi({ description: "Words with a known one are written once." }),
  })
  .refine(({ text, attachments }) => text !== "" || attachments.length > 0, { path: ["text"] })
  .openapi("AgentWords");

/** Messages of one conversation: reading, writing, taking back, and showing that one writes. */
export function conversationMessageEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [messages(tools), write(tools), takeBack(tools), typing(tools)];
}

function messages(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/conversations/:id/messages",
    summary: "Messages in order: those after a sequence number, or the newest before one",
    params,
    query: z.object({ after: seq.optional(), before: seq.optional(), limit: limit(500, 100) }),
    success: { status: 200, schema: messagePageSchema },
    refusals: [404],
    handle: async ({ params: { id }, query }, who) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      await audit(tools, who, "conversation.read", `conversation ${id}`);
      const rows = await page(tools, conversation, query);
      const ids = rows.flatMap((row) => (row.direction === "in" ? row.attachments : row.body.files));
      const files = ids.length === 0 ? [] : await tools.store.attachments.byIds(ids);
      return {
        value: {
          conversation: conversationView(conversation),
          rows: messageViews(rows, conversation.state),
          files: files.map((file) => attachmentView(file)),
        },
      };
    },
  });
}

function page(
  { store }: DeskTools,
  { id }: Conversation,
  query: { readonly after?: number | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<readonly Message[]> {
  const { after, before, limit: most } = query;
  return before === undefined
    ? store.conversations.messages(id, after ?? 0, most)
    : store.conversations.messagesBefore(id, before, most);
}

function write(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "conversation.write",
    method: "POST",
    path: "/api/v1/conversations/:id/messages",
    summary: "Write to the customer of a conversation that one has, under one's own name",
    params,
    body: wordsSchema,
    success: { status: 201, schema: messageSchema },
    refusals: [404, 409],
    handle: async ({ params: { id }, body }, who) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      const obstacle = obstacleOf(conversation, tools) ?? (await fileObstacle(conversation, body.attachments, tools));
      if (obstacle !== undefined) return obstacle;
      const written = await tools.casework.write(id, exact(body), who.agent);
      if (!written.ok) return refusal(409, written.refusal);
      await audit(tools, who, "conversation.write", `conversation ${id}`, { seq: written.value.seq });
      return { value: messageView(written.value) };
    },
  });
}

const unreachable = {
  blocked: "staff.customer_blocked",
  opted_out: "staff.customer_opted_out",
  unreachable: "staff.customer_unreachable",
  channel_off: "refusal.channel_off",
} as const satisfies Record<string, TextKey>;

function obstacleOf(conversation: Conversation, tools: DeskTools): HttpResponse | undefined {
  const said = whatCanBeSaid(conversation, tools.channelTo(conversation.address), tools.clock.now());
  if (said.words !== "not" || said.why === undefined || said.why === "window") return undefined;
  return problem(409, unreachable[said.why]);
}

/** Doors pass over a file that they cannot send, so it is refused here, where somebody can still do something about it. */
async function fileObstacle(
  { address, state: { complaintId } }: Conversation,
  ids: readonly AttachmentId[],
  tools: DeskTools,
): Promise<HttpResponse | undefined> {
  if (ids.length === 0) return undefined;
  const complaint = complaintId === undefined ? undefined : brand<ComplaintId>(complaintId);
  const unknown = await unknownReference({ attachments: ids }, complaint, tools);
  if (unknown !== undefined) return unknown;
  const files = await tools.store.attachments.byIds(ids);
  if (files.some(({ stored }) => stored === undefined)) return problem(409, "staff.attachment_not_stored");
  const sends = tools.channelTo(address)?.capabilities.sends;
  return files.every((file) => isSendable(file, sends)) ? undefined : problem(409, "staff.file_not_sendable");
}

function isSendable({ stored }: Attachment, sends: Channel["capabilities"]["sends"]): boolean {
  if (stored === undefined || sends === undefined) return false;
  return stored.bytes <= (stored.type.startsWith("image/") ? sends.pictures : sends.others);
}

function takeBack(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "conversation.write",
    method: "DELETE",
    path: "/api/v1/conversations/:id/messages/:messageId",
    summary: "Take back what one wrote, as long as it was not handed to a platform",
    params: z.object({ id: conversationId, messageId: z.uuid().transform((text) => brand<MessageId>(text)) }),
    success: { status: 204 },
    refusals: [404, 409],
    handle: async ({ params: { id, messageId } }, who) => {
      const message = await tools.store.conversations.message(messageId);
      if (message?.conversationId !== id) return problem(404, "refusal.conversation_unknown");
      const taken = await tools.casework.takeBack(messageId, who.agent);
      if (!taken.ok) return refusal(409, taken.refusal);
      await audit(tools, who, "conversation.take_back", `conversation ${id}`, { seq: message.seq });
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
    summary:
      "Show for some seconds that one is writing: to colleagues, and to the customer of a conversation that one has",
    params,
    success: { status: 204 },
    refusals: [404],
    handle: async ({ params: { id } }, { agent }) => {
      const conversation = await tools.store.conversations.byId(id);
      if (conversation === undefined) return problem(404, "refusal.conversation_unknown");
      tools.store.tell({
        about: { kind: "conversation", id },
        who: { kind: "agent", agentId: agent.id },
        doing: "writing",
      });
      const { owner } = conversation;
      if (owner.kind === "agent" && owner.agentId === agent.id) await tools.showTyping(conversation.address);
      return { value: undefined };
    },
  });
}
