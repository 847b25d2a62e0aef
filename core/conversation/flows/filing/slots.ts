import { z } from "zod";
import { languages } from "../../../language/language.ts";

export const filingSteps = [
  "language",
  "privacy",
  "category",
  "description",
  "product",
  "lot",
  "order",
  "expectation",
  "evidence",
  "phone",
  "review",
  "correct",
] as const;

export type FilingStep = (typeof filingSteps)[number];

/** Answers that can be corrected in the read-back. */
export const correctable = [
  "category",
  "description",
  "product",
  "lot",
  "order",
  "expectation",
  "evidence",
  "phone",
] as const;

/** Undefined: not asked yet. Null: asked, and skipped. */
const skippable = z.string().nullable().optional();

export const filingSlots = z.object({
  language: z.enum(languages).optional(),
  privacy: z.enum(["yes", "no"]).optional(),
  category: z.string().optional(),
  /** In as many messages as it took. */
  description: z.array(z.string()).optional(),
  described: z.boolean().optional(),
  product: skippable,
  lot: skippable,
  order: skippable,
  expectation: skippable,
  attachments: z.array(z.string()).optional(),
  evidence: z.boolean().optional(),
  phone: skippable,
  /** The number that the platform says is the customer's own. */
  ownPhone: z.string().optional(),
  /** Where the customer came from, by its key in the organisation's profile. */
  source: z.string().optional(),
  confirmed: z.enum(["yes", "no"]).optional(),
  /** The answer that is being corrected. */
  fix: z.enum(correctable).optional(),
});

/** What a customer has told of a complaint so far. */
export type Filing = z.infer<typeof filingSlots>;
