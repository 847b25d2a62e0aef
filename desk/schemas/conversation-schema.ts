import { attachmentStates, refusalReasons } from "../../core/attachment/attachment.ts";
import { channelNames } from "../../core/channel/address.ts";
import { fileKinds } from "../../core/channel/inbound.ts";
import { statuses, closings } from "../../core/complaint/status.ts";
import { unreachableReasons } from "../../core/conversation/conversation.ts";
import { deliveryStates, holds } from "../../core/conversation/message.ts";
import { ownershipReasons } from "../../core/conversation/ownership.ts";
import { z } from "./api-zod.ts";
import { instant, language } from "./shared.ts";

const id = z.string();

/** A message as staff read it: the words, never the buttons' tokens, with passcodes blotted out. */
export const messageSchema = z
  .object({
    id,
    seq: z.int(),
    direction: z.enum(["in", "out"]),
    at: instant,
    sentAt: instant.optional(),
    kind: z
      .string()
      .openapi({ description: "Of an incoming one: what the customer did (`text`, `tap`, `files` …)." })
      .optional(),
    text: z.string(),
    details: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
    choices: z.array(z.string()).optional(),
    choicesOpen: z
      .boolean()
      .optional()
      .openapi({ description: "Whether a tap on one of the choices still counts; unset where there are none." }),
    tapped: z
      .string()
      .optional()
      .openapi({ description: "The choice that the customer tapped, as far as the messages at hand tell." }),
    edits: id.optional().openapi({ description: "An incoming one that tells how that earlier message now reads." }),
    attachments: z.array(id).readonly(),
    author: z.object({
      kind: z.enum(["customer", "bot", "agent"]),
      agentId: id.optional(),
      name: z.string().optional(),
    }),
    complaintId: id.optional(),
    unassigned: z.boolean().openapi({ description: "No question took it as its answer: a person should read it." }),
    faulty: z.boolean().openapi({ description: "Our own bug kept it from being answered." }),
    delivery: z
      .object({
        state: z.enum(deliveryStates),
        attempts: z.int(),
        failure: z.string().optional(),
        hold: z.enum(holds).optional(),
        until: instant.optional().openapi({ description: "When it is tried next; unset where that is not known." }),
        invitedAt: instant.optional(),
        sentAt: instant.optional(),
      })
      .optional(),
  })
  .openapi("Message");

export const conversationSchema = z
  .object({
    id,
    channel: z.enum(channelNames),
    customerId: id,
    language,
    lastSeq: z.int(),
    owner: z.object({
      kind: z.enum(["bot", "waiting", "agent"]),
      agentId: id.optional(),
      since: instant.optional(),
      why: z.enum(ownershipReasons).optional(),
      department: id.optional(),
      offeredTo: id.optional(),
      promisedAt: instant.optional(),
    }),
    createdAt: instant,
    lastInboundAt: instant.optional(),
    unreachable: z.object({ reason: z.enum(unreachableReasons), since: instant }).optional(),
  })
  .openapi("Conversation");

export const customerSchema = z
  .object({
    id,
    name: z.string().optional(),
    language,
    phone: z.string().optional(),
    phoneProven: z.boolean(),
    email: z.string().optional(),
    country: z.string().optional(),
    createdAt: instant,
    erasedAt: instant.optional(),
  })
  .openapi("Customer");

export const attachmentSchema = z
  .object({
    id,
    kind: z.enum(fileKinds),
    name: z.string().optional(),
    origin: z.enum(["customer", "staff"]),
    state: z.enum(attachmentStates),
    refusal: z.enum(refusalReasons).optional(),
    announcedAt: instant,
    complaintId: id.optional(),
    file: z.object({ type: z.string(), bytes: z.int(), sha256: z.string(), hasThumbnail: z.boolean() }).optional(),
  })
  .openapi("Attachment");

const count = z.int();

/** One line of the list of conversations. */
export const conversationRowSchema = conversationSchema
  .extend({
    customerName: z.string().optional(),
    unanswered: z.boolean().openapi({ description: "Whether the customer wrote last." }),
    last: z
      .object({
        seq: count,
        at: instant,
        direction: z.enum(["in", "out"]),
        author: z.enum(["customer", "bot", "agent"]),
        text: z.string(),
        files: count,
        failed: z.boolean(),
      })
      .optional(),
    complaint: z
      .object({ id, number: z.string(), status: z.enum(statuses), dueAt: instant.optional(), safety: z.boolean() })
      .optional(),
  })
  .openapi("ConversationRow");

export const complaintBriefSchema = z
  .object({
    id,
    number: z.string(),
    status: z.enum(statuses),
    closing: z.enum(closings).optional(),
    registeredAt: instant,
    category: z.string(),
    excerpt: z.string(),
    safety: z.boolean(),
    dueAt: instant.optional(),
  })
  .openapi("ComplaintBrief");

/** What the composer shows of the channel: what can be said now, as what, and how much of it. */
export const composerSchema = z
  .object({
    words: z.enum(["now", "waits", "not"]),
    why: z.enum(["channel_off", "window", ...unreachableReasons]).optional(),
    windowEndsAt: instant.optional(),
    invites: z.boolean().openapi({ description: "Approved words tell the customer that something waits." }),
    answersAt: z.string().optional(),
    language,
    room: z.object({
      maxButtons: count,
      maxButtonLabel: count,
      maxListItems: count,
      maxListLabel: count,
      maxText: count,
      isSms: z.literal(true).optional(),
    }),
    sends: z
      .object({ pictures: count, others: count })
      .optional()
      .openapi({ description: "Bytes of one file that can be sent here; unset where none can." }),
    answerByNumber: z.string().openapi({ description: "The words under choices that become numbered lines." }),
  })
  .openapi("Composer");

const ownershipSchema = z
  .object({
    id,
    kind: z.enum(["bot", "waiting", "agent"]),
    agentId: id.optional(),
    department: id.optional(),
    startedAt: instant,
    endedAt: instant.optional(),
    why: z.enum(ownershipReasons),
    note: z.string().optional(),
  })
  .openapi("Ownership");

export const conversationDetailSchema = z
  .object({
    conversation: conversationSchema,
    customer: customerSchema.optional(),
    others: z.array(conversationSchema),
    complaints: z.array(complaintBriefSchema),
    ownerships: z.array(ownershipSchema).readonly(),
    composer: composerSchema,
  })
  .openapi("ConversationDetail");

/** Messages with the files that they name. */
export const messagePageSchema = z
  .object({ conversation: conversationSchema, rows: z.array(messageSchema), files: z.array(attachmentSchema) })
  .openapi("MessagePage");

export const conversationPageSchema = z
  .object({ rows: z.array(conversationRowSchema), next: z.string().optional() })
  .openapi("ConversationPage");

export const conversationLoadSchema = z
  .object({ rows: z.array(z.object({ agentId: id, count })) })
  .openapi("ConversationLoad");
