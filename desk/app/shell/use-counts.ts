import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { countsSchema } from "../../schemas/counts-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

/** How many there are of each, none counted beyond `cap`. */
export type Counts = Wire<z.output<typeof countsSchema>>;

/** The numbers beside queues and views; undefined until they are known, and where they cannot be read. */
export function useCounts(): Counts | undefined {
  return useQuery({
    queryKey: ["counts"],
    queryFn: ({ signal }) => get<Counts>("/counts", {}, signal),
    // Time alone makes things overdue.
    refetchInterval: 60_000,
  }).data;
}
