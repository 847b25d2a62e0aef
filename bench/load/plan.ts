import { z } from "zod";

/** What the load process is asked to do. The floor and the turn get the same bytes, but for the path. */
export const planSchema = z.object({
  port: z.number(),
  /** One for each visitor: where to post, and with which token. */
  targets: z.array(z.object({ path: z.string(), token: z.string() })),
  /** What visitors write, one after the other. */
  words: z.array(z.string()),
  /** Begins every message's id, so that no two rounds share one. */
  round: z.string(),
  /** Keep-alive connections. */
  connections: z.number(),
  warmUpMs: z.number(),
  /** How long is measured after that. */
  measureMs: z.number(),
  /** Closed: each connection sends as soon as it has its answer. Open: requests fall at random moments, come what may. */
  loop: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("closed") }),
    z.object({ kind: z.literal("open"), perSecond: z.number(), seed: z.number() }),
  ]),
});

export type LoadPlan = z.infer<typeof planSchema>;

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
