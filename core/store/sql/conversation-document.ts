import { z } from "zod";
import { attachmentStates, refusalReasons, type Attachment, type StoredFile } from "../../attachment/attachment.ts";
import { fileKinds, type FileRef, type Reply } from "../../channel/inbound.ts";
import type { Outbound } from "../../channel/outbound.ts";
import {
  storedStateSchema,
  joinProofs,
  unreachableReasons,
  type Conversation,
  type Customer,
  type Joined,
  type Unreachable,
} from "../../conversation/conversation.ts";
import {
  deliveryStates,
  holds,
  type Delivery,
  type InboundMessage,
  type Message,
  type OutboundMessage,
} from "../../conversation/message.ts";
import { ownershipReasons, type Owner, type Ownership, type WaitingOwner } from "../../conversation/ownership.ts";
import { channel, document, documentOf, id, language, list, moment } from "./fields.ts";
import {
  attachmentShape,
  conversationShape,
  customerShape,
  messageShape,
  ownershipShape,
} from "./conversation-shape.ts";
import { fromRow } from "./row-shape.ts";

/** A row of `customer`. */
export const customerSchema: z.ZodType<Customer> = fromRow(
  customerShape,
  documentOf<Customer>()({
    id: id.customer,
    name: z.string().exactOptional(),
    language,
    phone: z.string().exactOptional(),
    phoneProven: z.boolean(),
    email: z.string().exactOptional(),
    country: z.string().exactOptional(),
    createdAt: moment,
    erasedAt: moment.exactOptional(),
  }),
);

const address = z.object({ channel, externalId: z.string() });

const why = z.enum(ownershipReasons);

const owner: z.ZodType<Owner> = z.union([
  document({ kind: z.literal("bot") }),
  document({ kind: z.literal("agent"), agentId: id.agent, since: moment, dueAt: moment.exactOptional() }),
  documentOf<WaitingOwner>()({
    kind: z.literal("waiting"),
    since: moment,
    why,
    department: id.department.exactOptional(),
    offeredTo: id.agent.exactOptional(),
    promisedAt: moment.exactOptional(),
    dueAt: moment.exactOptional(),
  }),
]);

/** A row of `ownership`. */
export const ownershipSchema: z.ZodType<Ownership> = fromRow(
  ownershipShape,
  documentOf<Ownership>()({
    id: id.ownership,
    conversationId: id.conversation,
    kind: z.enum(["bot", "waiting", "agent"]),
    agentId: id.agent.exactOptional(),
    department: id.department.exactOptional(),
    startedAt: moment,
    why,
    note: z.string().exactOptional(),
    endedAt: moment.exactOptional(),
  }),
);

/** A row of `conversation`. */
export const conversationSchema: z.ZodType<Conversation> = fromRow(
  conversationShape,
  documentOf<Conversation>()({
    id: id.conversation,
    address,
    customerId: id.customer,
    language,
    languageChosen: z.boolean(),
    version: z.number(),
    lastSeq: z.number(),
    owner,
    state: storedStateSchema,
    createdAt: moment,
    lastInboundAt: moment.exactOptional(),
    unreachable: documentOf<Unreachable>()({ reason: z.enum(unreachableReasons), since: moment }).exactOptional(),
    joined: documentOf<Joined>()({
      at: moment,
      proof: z.enum(joinProofs),
      fromCustomerId: id.customer,
    }).exactOptional(),
  }),
);

const fileSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("remote"), handle: z.string() }),
  z.object({ kind: z.literal("staged"), key: z.string() }),
]);

const fileRef: z.ZodType<FileRef> = documentOf<FileRef>()({
  source: fileSource,
  kind: z.enum(fileKinds),
  name: z.string().exactOptional(),
  claimedType: z.string().exactOptional(),
  size: z.number().exactOptional(),
});

/** JSON column `body` of an inbound message. */
const reply: z.ZodType<Reply> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tap"), token: z.string(), label: z.string().exactOptional() }),
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("edit"), of: z.string(), text: z.string() }),
  z.object({ kind: z.literal("files"), files: z.array(fileRef), text: z.string().exactOptional() }),
  z.object({
    kind: z.literal("place"),
    latitude: z.number(),
    longitude: z.number(),
    label: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal("contact"), phone: z.string(), own: z.boolean() }),
  z.object({ kind: z.literal("start"), payload: z.string().exactOptional() }),
  z.object({ kind: z.literal("unsupported"), what: z.string() }),
]);

/** JSON column `body` of an outgoing message. */
const outbound: z.ZodType<Outbound> = documentOf<Outbound>()({
  messageId: id.message,
  conversationId: id.conversation,
  seq: z.number(),
  language,
  text: z.string(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  choices: z.array(z.object({ token: z.string(), label: z.string() })),
  files: z.array(id.attachment),
  wantsContact: z.literal(true).exactOptional(),
  kept: z
    .object({ text: z.string(), details: z.array(z.object({ label: z.string(), value: z.string() })) })
    .exactOptional(),
  author: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("bot") }),
    z.object({ kind: z.literal("agent"), name: z.string() }),
  ]),
});

const inboundMessageSchema: z.ZodType<InboundMessage> = fromRow(
  messageShape,
  documentOf<InboundMessage>()({
    direction: z.literal("in"),
    id: id.message,
    conversationId: id.conversation,
    seq: z.number(),
    externalId: z.string(),
    address,
    reply,
    attachments: list(id.attachment),
    sentAt: moment.exactOptional(),
    receivedAt: moment,
    clientId: z.string().exactOptional(),
    complaintId: id.complaint.exactOptional(),
    unassigned: z.boolean(),
    faultCode: z.string().exactOptional(),
  }),
);

/** A row of `message` that goes out, with its conversation's `address`. */
export const outboundMessageSchema: z.ZodType<OutboundMessage> = fromRow(
  messageShape,
  documentOf<OutboundMessage>()({
    direction: z.literal("out"),
    id: id.message,
    conversationId: id.conversation,
    seq: z.number(),
    address,
    body: outbound,
    createdAt: moment,
    author: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("bot") }),
      z.object({ kind: z.literal("agent"), agentId: id.agent }),
    ]),
    complaintId: id.complaint.exactOptional(),
    purpose: z.string().exactOptional(),
    delivery: documentOf<Delivery>()({
      state: z.enum(deliveryStates),
      attempts: z.number(),
      nextAttemptAt: moment,
      hold: z.enum(holds).exactOptional(),
      invitedAt: moment.exactOptional(),
      leasedUntil: moment.exactOptional(),
      providerId: z.string().exactOptional(),
      sentAt: moment.exactOptional(),
      failure: z.string().exactOptional(),
    }),
  }),
);

/** A row of `message`, with its conversation's `address`. */
export const messageSchema: z.ZodType<Message> = z.union([inboundMessageSchema, outboundMessageSchema]);

/** A row of `attachment`. */
export const attachmentSchema: z.ZodType<Attachment> = fromRow(
  attachmentShape,
  documentOf<Attachment>()({
    id: id.attachment,
    customerId: id.customer.exactOptional(),
    complaintId: id.complaint.exactOptional(),
    channel: channel.exactOptional(),
    origin: z.enum(["customer", "staff"]),
    source: fileSource,
    kind: z.enum(fileKinds),
    name: z.string().exactOptional(),
    state: z.enum(attachmentStates),
    refusal: z.enum(refusalReasons).exactOptional(),
    announcedAt: moment,
    attempts: z.number(),
    stored: documentOf<StoredFile>()({
      at: moment,
      type: z.string(),
      bytes: z.number(),
      originalKey: z.string(),
      originalSha256: z.string(),
      cleanKey: z.string(),
      cleanSha256: z.string(),
      thumbnailKey: z.string().exactOptional(),
    }).exactOptional(),
  }),
);
