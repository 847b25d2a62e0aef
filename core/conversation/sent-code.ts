import { z } from "zod";

/** Digits of a code that proves a number. */
export const codeLength = 6;

/** Milliseconds for which a code holds. */
export const codeHoldsMs = 10 * 60_000;

/** What the chat that asked for a code keeps of it: nobody can read the code there, and in another chat it opens nothing. */
export const sentCodeSchema = z.object({
  /** argon2id with the pepper. */
  hash: z.string(),
  until: z.iso.datetime(),
});

export type SentCode = z.infer<typeof sentCodeSchema>;
