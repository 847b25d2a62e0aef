import { attachmentStates, refusalReasons } from "../../core/attachment/attachment.ts";
import { channelNames } from "../../core/channel/address.ts";
import { fileKinds } from "../../core/channel/inbound.ts";
import { deliveryStates } from "../../core/conversation/message.ts";
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
    attachments: z.array(id).readonly(),
    author: z.object({ kind: z.enum(["customer", "bot", "agent"]), agentId: id.optional() }),
    complaintId: id.optional(),
    unassigned: z.boolean().openapi({ description: "No question took it as its answer: a person should read it." }),
    faulty: z.boolean().openapi({ description: "Our own bug kept it from being answered." }),
    delivery: z.object({ state: z.enum(deliveryStates), attempts: z.int(), failure: z.string().optional() }).optional(),
  })
  .openapi("Message");

export const conversationSchema = z
  .object({
    id,
    channel: z.enum(channelNames),
    customerId: id,
    language,
    lastSeq: z.int(),
    owner: z.object({ kind: z.enum(["bot", "waiting", "agent"]), agentId: id.optional(), since: instant.optional() }),
    createdAt: instant,
    lastInboundAt: instant.optional(),
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
