import { z } from "./api-zod.ts";

const name = z.string().trim().min(1).max(80);

/** What agents keep for themselves, on every device of theirs; every field is there only once it was set. */
export const preferencesSchema = z
  .object({
    /** Keys of their own, by the id of what they do: presses as `Shift+KeyG`, several with spaces between. */
    keys: z.record(z.string().max(100), z.string().max(100)).optional(),
    /** Queues of their own: a name, and the query that the queue's page writes into its address. */
    filters: z
      .array(z.object({ name, query: z.string().max(2_000) }))
      .max(50)
      .readonly()
      .optional(),
    alerts: z.object({ sound: z.boolean(), desktop: z.boolean() }).optional(),
    /** What sends in the composer; the other makes a new line. */
    sendBy: z.enum(["enter", "ctrl_enter"]).optional(),
  })
  .openapi("Preferences");
