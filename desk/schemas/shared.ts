import { heardBy } from "../../core/complaint/complaint.ts";
import { roles } from "../../core/complaint/actor.ts";
import { channelNames } from "../../core/channel/address.ts";
import { brand } from "../../core/ids.ts";
import type {
  AgentId,
  AttachmentId,
  CategoryKey,
  ComplaintId,
  ConversationId,
  CustomerId,
  DepartmentKey,
  PlainDate,
  QuestionId,
  RemedyId,
} from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import { z } from "./api-zod.ts";

/**
 * An instant in answers: a `Date` inside, ISO 8601 in UTC outside. Known by what it is, for a copy that `structuredClone` made in
 * another realm is no instance of this one's `Date`.
 */
export const instant = z
  .custom<Date>((value) => Object.prototype.toString.call(value) === "[object Date]")
  .openapi({ type: "string", format: "date-time" });

const uuid = z.uuid();
export const agentId = uuid.transform((text) => brand<AgentId>(text));
export const attachmentId = uuid.transform((text) => brand<AttachmentId>(text));
export const complaintId = uuid.transform((text) => brand<ComplaintId>(text));
export const conversationId = uuid.transform((text) => brand<ConversationId>(text));
export const customerId = uuid.transform((text) => brand<CustomerId>(text));
export const questionId = uuid.transform((text) => brand<QuestionId>(text));
export const remedyId = z
  .string()
  .min(1)
  .max(100)
  .transform((text) => brand<RemedyId>(text));
export const departmentKey = z
  .string()
  .min(1)
  .max(100)
  .transform((text) => brand<DepartmentKey>(text));
export const categoryKey = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => brand<CategoryKey>(text));

/** A day that exists, `YYYY-MM-DD`. */
export const plainDate = z.iso.date().transform((text) => brand<PlainDate>(text));

/** One line of words. */
export const line = z.string().trim().min(1).max(500);

/** Words of any length that a person would still read; the customer's report among them. */
export const words = z.string().trim().min(1).max(20_000);

export const language = z.enum(languages);
export const role = z.enum(roles);
export const round = z.union([z.literal(1), z.literal(2)]).openapi({ type: "integer", enum: [1, 2] });
export const heardByWays = z.enum(heardBy);

/** Files that staff uploaded, or that are the complaint's own. */
export const attachmentIds = z.array(attachmentId).max(50).default([]);

/** Where a list goes on; what `next` of the page before said. */
export const after = z.string().min(1).max(500).optional();

/** Rows of one page. */
export function limit(max: number, usual: number) {
  return z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(max))
    .default(usual)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: usual });
}

/** `true` or `false` in a query. */
export const flag = z
  .enum(["true", "false"])
  .transform((word) => word === "true")
  .openapi({ type: "boolean" });

/** One or more of `values` with commas between, in a query. */
export function listOf<Value extends string>(values: readonly [Value, ...Value[]]) {
  return z
    .string()
    .max(500)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(values)).min(1))
    .openapi({ type: "string", description: `One or more of ${values.join(", ")}, with commas between.` });
}

export const actor = z
  .object({
    kind: z.enum(["customer", "agent", "system"]),
    customerId: z.string().optional(),
    agentId: z.string().optional(),
    role: role.optional(),
    rule: z.string().optional(),
  })
  .openapi("Actor");

export const door = z.enum([...channelNames, "site", "desk", "system"]);

/** Facts of an event or an audit line. */
export const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What a refusal looks like: RFC 9457, with the catalogue's key and the correlation id. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    key: z.string(),
    id: z.string(),
    fields: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
  })
  .openapi("Problem");
