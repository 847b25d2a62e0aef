import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { complaintDetailSchema } from "../../schemas/complaint-detail-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

/** One complaint with everything that belongs to it, as it arrives. */
export type ComplaintDetail = Wire<z.output<typeof complaintDetailSchema>>;

export type ComplaintSeen = ComplaintDetail["complaint"];
export type RoundSeen = ComplaintSeen["rounds"][number];
export type DecisionSeen = NonNullable<RoundSeen["decision"]>;
export type RemedySeen = DecisionSeen["remedies"][number];
export type EventSeen = ComplaintDetail["events"][number];
export type AttachmentSeen = ComplaintDetail["attachments"][number];
export type ActorSeen = EventSeen["actor"];

/** How one complaint is asked for. */
export function complaintQuery(id: string) {
  return queryOptions({
    queryKey: ["complaint", id],
    queryFn: ({ signal }) => get<ComplaintDetail>(`/complaints/${id}`, {}, signal),
  });
}

/** One complaint; suspends until it is known. */
export function useComplaint(id: string): ComplaintDetail {
  return useSuspenseQuery(complaintQuery(id)).data;
}

/** The round at hand; undefined before the first review. */
export function presentRound({ rounds }: Pick<ComplaintSeen, "rounds">): RoundSeen | undefined {
  return rounds.at(-1);
}
