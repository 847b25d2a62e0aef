import { z } from "./api-zod.ts";
import { line, words } from "./shared.ts";

/** Ends that are no answer of the customer, and what follows an external ruling. */
export const endingCommands = {
  withdraw: z.object({ kind: z.literal("withdraw"), reason: words.optional() }),
  merge: z.object({
    kind: z.literal("merge"),
    intoNumber: z.string().min(1).max(40).openapi({ description: "Tracking number of the complaint that came first." }),
  }),
  reopen: z.object({ kind: z.literal("reopen"), body: line, reference: line, orders: words }),
  carry_out_ruling: z.object({ kind: z.literal("carry_out_ruling"), note: words }),
};
