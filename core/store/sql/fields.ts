import { z } from "zod";
import { channelNames } from "../../channel/address.ts";
import {
  brand,
  type AgentId,
  type AttachmentId,
  type CategoryKey,
  type ComplaintId,
  type ConversationId,
  type CustomerId,
  type DepartmentKey,
  type EventId,
  type MessageId,
  type OwnershipId,
  type PlainDate,
  type QuestionId,
  type RemedyId,
  type TrackingNumber,
} from "../../ids.ts";
import { languages } from "../../language/language.ts";
import { roles } from "../../complaint/actor.ts";

/*
 * The fields of documents as the database gives them: ids as text, moments as ISO 8601 in UTC.
 */

const text = z.string();

export const id = {
  agent: text.transform(brand<AgentId>),
  attachment: text.transform(brand<AttachmentId>),
  category: text.transform(brand<CategoryKey>),
  complaint: text.transform(brand<ComplaintId>),
  conversation: text.transform(brand<ConversationId>),
  customer: text.transform(brand<CustomerId>),
  department: text.transform(brand<DepartmentKey>),
  event: text.transform(brand<EventId>),
  message: text.transform(brand<MessageId>),
  ownership: text.transform(brand<OwnershipId>),
  question: text.transform(brand<QuestionId>),
  remedy: text.transform(brand<RemedyId>),
  trackingNumber: text.transform(brand<TrackingNumber>),
};

/** A moment, as text in a document or as the driver's `Date`. */
export const moment = z.coerce.date();

export const plainDate = text.transform(brand<PlainDate>);

export const channel = z.enum(channelNames);
export const door = z.enum([...channelNames, "site", "desk", "system"]);
export const language = z.enum(languages);
export const role = z.enum(roles);

/** A complaint's first or second round. */
export const roundNumber = z.union([z.literal(1), z.literal(2)]);

/** An object whose null fields are absent: SQL knows no other way to leave one out. */
export function document<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape));
}

/** The same for all fields of `Thing`: one that the schema leaves out, optional or not, does not compile. */
export function documentOf<Thing>() {
  return <Shape extends Readonly<Record<keyof Thing, z.ZodType>>>(shape: Shape) => document(shape);
}

/** A list that is null where it is empty. */
export function list<Item extends z.ZodType>(item: Item): z.ZodDefault<z.ZodArray<Item>> {
  return z.array(item).default([]);
}

/** Drops the fields of `value` that are null. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

/** Who did something. */
export const actor = z.preprocess(
  withoutNulls,
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("customer"), customerId: id.customer }),
    z.object({ kind: z.literal("agent"), agentId: id.agent, role }),
    z.object({ kind: z.literal("system"), rule: z.string() }),
  ]),
);

/** Facts by name. */
export const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
