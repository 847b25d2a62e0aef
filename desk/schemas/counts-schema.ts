import { z } from "./api-zod.ts";
import { queueNames } from "./queue-names.ts";

const count = z.int().min(0);

/** How many there are of each; none is counted beyond `cap`. */
export const countsSchema = z
  .object({
    cap: count,
    complaints: z.record(z.enum(queueNames), count),
    /** By the keys of the agent's own departments. */
    departments: z.record(z.string(), count),
    conversations: z.object({ mine: count, waiting: count, department: count, taken: count, all: count }),
    alerts: count,
  })
  .openapi("Counts");
