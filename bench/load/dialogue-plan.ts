import { z } from "zod";

/** What the customers are asked to do. */
export const dialoguePlanSchema = z.object({
  secret: z.string(),
  /** What each says, one after the other. */
  script: z.array(z.string()),
  /** Who talk at once, each over a connection of its own. */
  customers: z.number(),
  /** Every dialogue is held in a chat of its own, counted upwards from here. */
  firstChat: z.number(),
  /** How long each takes at least before the next answer: platforms let a bot write to one person about once a second. */
  thoughtMs: z.number(),
  warmUpMs: z.number(),
  measureMs: z.number(),
});

export type DialoguePlan = z.infer<typeof dialoguePlanSchema>;

export const dialogueResultSchema = z.object({
  /** Messages per second whose answer arrived. */
  perSecond: z.number(),
  /** Milliseconds from a message to the bot's answer. */
  latencies: z.array(z.number()).readonly(),
  /** Chats whose dialogue came to its end. */
  finished: z.array(z.number()).readonly(),
  /** Dialogues that were given up because no answer came. */
  given: z.number(),
  /** Webhooks that were not answered with 2xx. */
  refused: z.number(),
});

export type DialogueResult = z.infer<typeof dialogueResultSchema>;
