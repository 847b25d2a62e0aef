import type { z } from "zod";
import type { Attachment } from "../../core/attachment/attachment.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { ConversationState } from "../../core/conversation/conversation.ts";
import { never } from "../../core/conversation/message.ts";
import type { Delivery, InboundMessage, Message, OutboundMessage } from "../../core/conversation/message.ts";
import { offerNamed } from "../../core/conversation/offer.ts";
import { readToken } from "../../core/conversation/token.ts";
import type { attachmentSchema, messageSchema } from "../schemas/conversation-schema.ts";

type MessageView = z.infer<typeof messageSchema>;

/** A message as staff may read it. */
export function messageView(message: Message): MessageView {
  return message.direction === "in" ? inboundView(message) : outboundView(message);
}

/** Messages of one conversation, with what became of their buttons and which of them tell how an earlier one now reads. */
export function messageViews(messages: readonly Message[], { offers }: ConversationState): MessageView[] {
  const taps = new Set(messages.flatMap((each) => (each.direction === "in" ? tokenTapped(each) : [])));
  const byExternalId = new Map(
    messages.flatMap((each) => (each.direction === "in" ? [[each.externalId, each.id] as const] : [])),
  );
  return messages.map((message) => {
    if (message.direction === "in") {
      const { reply } = message;
      return { ...inboundView(message), edits: reply.kind === "edit" ? byExternalId.get(reply.of) : undefined };
    }
    const [first] = message.body.choices;
    if (first === undefined) return outboundView(message);
    const offer = offerNamed(offers, readToken(first.token)?.offerId ?? "");
    return {
      ...outboundView(message),
      choicesOpen: offer?.state === "open",
      tapped: message.body.choices.find(({ token }) => taps.has(token))?.label,
    };
  });
}

function tokenTapped({ reply }: InboundMessage): readonly string[] {
  return reply.kind === "tap" ? [reply.token] : [];
}

function inboundView(message: InboundMessage): MessageView {
  return {
    id: message.id,
    seq: message.seq,
    direction: "in",
    at: message.receivedAt,
    sentAt: message.sentAt,
    kind: message.reply.kind,
    text: wordsOf(message.reply),
    attachments: message.attachments,
    author: { kind: "customer" },
    complaintId: message.complaintId,
    unassigned: message.unassigned,
    faulty: message.faultCode !== undefined,
  };
}

/** What is told and not kept, such as a passcode, is for the customer's eyes alone from the start. */
function outboundView({ body, delivery, ...message }: OutboundMessage): MessageView {
  const { text, details } = body.kept ?? body;
  return {
    id: message.id,
    seq: message.seq,
    direction: "out",
    at: message.createdAt,
    text,
    details: [...details],
    choices: body.choices.map(({ label }) => label),
    attachments: body.files,
    author: body.author.kind === "agent" ? { ...message.author, name: body.author.name } : message.author,
    complaintId: message.complaintId,
    unassigned: false,
    faulty: false,
    delivery: deliveryView(delivery),
  };
}

function deliveryView(delivery: Delivery): NonNullable<MessageView["delivery"]> {
  const { state, attempts, failure, hold, nextAttemptAt, invitedAt, sentAt } = delivery;
  const isWaiting = state === "pending" && nextAttemptAt < never;
  return { state, attempts, failure, hold, until: isWaiting ? nextAttemptAt : undefined, invitedAt, sentAt };
}

function wordsOf(reply: Reply): string {
  switch (reply.kind) {
    case "text":
    case "edit":
      return reply.text;
    case "tap":
      return reply.label ?? "";
    case "files":
      return reply.text ?? "";
    case "place":
      return [reply.label, `${String(reply.latitude)}, ${String(reply.longitude)}`].filter(Boolean).join(" ");
    case "contact":
      return reply.phone;
    case "unsupported":
      return reply.what;
    case "start":
      return "";
  }
}

/** A file as lists show it; its keys in the file store stay inside. */
export function attachmentView({ stored, ...attachment }: Attachment): z.infer<typeof attachmentSchema> {
  if (stored === undefined) return attachment;
  const { type, bytes, cleanSha256: sha256, thumbnailKey } = stored;
  return { ...attachment, file: { type, bytes, sha256, hasThumbnail: thumbnailKey !== undefined } };
}
