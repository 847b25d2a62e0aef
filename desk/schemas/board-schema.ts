import { figureNames } from "../../core/improvement/figure.ts";
import { periodNames } from "../../core/improvement/period.ts";
import { statuses } from "../../core/complaint/status.ts";
import { channelNames } from "../../core/channel/address.ts";
import { ownershipReasons } from "../../core/conversation/ownership.ts";
import { z } from "./api-zod.ts";
import { after, agentId, categoryKey, departmentKey, door, instant, limit, plainDate, round } from "./shared.ts";

/** What figures are broken down by, as the API calls it. */
const breakdowns = ["department", "person", "channel", "category"] as const;

const figure = z.enum(figureNames);

const asked = {
  period: z
    .enum(periodNames)
    .optional()
    .openapi({ description: "In place of `from` and `to`; months are those of the reader's calendar." }),
  from: plainDate.optional(),
  to: plainDate
    .optional()
    .openapi({ description: "The last day, which belongs to it; at most two years after the first." }),
  department: departmentKey.optional(),
  person: agentId.optional(),
  channel: door.optional(),
  category: categoryKey.optional(),
};

/** What the board is asked for. */
export const boardQuery = z.object({ ...asked, by: z.enum(breakdowns).optional() });

/** Which figure's rows are asked for, and of what. */
export const boardListQuery = z.object({ ...asked, figure, after, limit: limit(500, 50) });

const days = z.object({ from: z.string(), to: z.string() });

const figureSchema = z
  .object({
    figure,
    name: z.string(),
    help: z.string().openapi({ description: "What it counts, in the reader's language." }),
    unit: z.enum(["count", "share", "days", "minutes", "mark"]).openapi({
      description: "`share` is from 0 to 1, `days` are working days, `mark` is from 1 to 5.",
    }),
    value: z.number().optional().openapi({ description: "Not there where there is nothing to make it of." }),
    before: z.number().optional().openapi({ description: "In the period before; never of what is so now." }),
  })
  .openapi("BoardFigure");

/** The figures of a period. */
export const boardSchema = z
  .object({
    at: instant,
    days,
    before: days,
    timeZone: z.string(),
    limits: z.object({ first_review: z.number(), evaluation: z.number(), conclusion: z.number() }),
    figures: z.array(figureSchema),
    groups: z.array(
      z.object({
        key: z.string().nullable(),
        name: z.string(),
        values: z.record(z.string(), z.number()),
      }),
    ),
    byDay: z.array(z.object({ day: z.string(), received: z.int(), concluded: z.int(), ended: z.int() })),
  })
  .openapi("Board");

const rowSchema = z
  .object({
    at: instant,
    round: round.optional(),
    value: z.number().optional(),
    late: z.boolean().optional(),
    complaint: z
      .object({
        id: z.string(),
        number: z.string(),
        status: z.enum(statuses),
        category: z.string(),
        department: z.string().optional(),
        evaluator: z.string().optional(),
        door,
        registeredAt: instant,
      })
      .optional(),
    conversation: z
      .object({
        id: z.string(),
        channel: z.enum(channelNames),
        department: z.string().optional(),
        agentId: z.string().optional(),
        why: z.enum(ownershipReasons),
        seconds: z.number().optional(),
      })
      .optional(),
  })
  .openapi("BoardRow");

/** What a figure counts. */
export const boardListSchema = z.object({ rows: z.array(rowSchema).readonly(), next: z.string().optional() });
