import { z } from "zod";

/** How messages are written for a platform's door, and who writes them. */
export const sendersSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("webchat"),
    /** One for each visitor: where to post, and with which token. */
    targets: z.array(z.object({ path: z.string(), token: z.string() })),
  }),
  z.object({ kind: z.literal("telegram"), secret: z.string(), visitors: z.number() }),
  z.object({
    kind: z.literal("whatsapp"),
    account: z.string(),
    authToken: z.string(),
    /** The address that signatures are reckoned with. */
    publicUrl: z.string(),
    /** Our own number, in E.164. */
    to: z.string(),
    visitors: z.number(),
  }),
]);

export type Senders = z.infer<typeof sendersSchema>;

/** What the load process is asked to do. The floor and the turn get the same bytes, but for the path. */
export const planSchema = z.object({
  port: z.number(),
  senders: sendersSchema,
  /** In the place of the door's own path. */
  path: z.string().optional(),
  /** What visitors send, one after the other. */
  words: z.array(z.string()),
  /** Each message is sent so often, one after another: platforms deliver again. */
  copies: z.number().default(1),
  /** Part of every message's id, so that no two rounds share one; from 1 to 999. */
  round: z.number(),
  /** Keep-alive connections. */
  connections: z.number(),
  warmUpMs: z.number(),
  /** How long is measured after that. */
  measureMs: z.number(),
  /** Closed: each connection sends as soon as it has its answer. Open: requests fall at random moments, come what may. Once: each visitor sends each of the words once. */
  loop: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("closed") }),
    z.object({ kind: z.literal("open"), perSecond: z.number(), seed: z.number() }),
    z.object({ kind: z.literal("once") }),
  ]),
});

/** As it is asked for. */
export type LoadPlan = z.input<typeof planSchema>;

/** As it is carried out. */
export type Plan = z.output<typeof planSchema>;

export const resultSchema = z.object({
  /** Answers per second within what was measured. */
  perSecond: z.number(),
  /** Milliseconds of each answer measured; in the open loop from the moment that it was due. */
  latencies: z.array(z.number()),
  /** Ids that were answered with 2xx, warm-up included, in the order of the answers. */
  accepted: z.array(z.string()),
  /** Answers other than 2xx, by status. */
  refused: z.record(z.string(), z.number()),
});

export type LoadResult = z.infer<typeof resultSchema>;
