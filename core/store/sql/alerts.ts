import { z } from "zod";
import type { Store } from "../store.ts";
import { AlertKind } from "../generated/enums.ts";
import { channel, document, id as idField, moment } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import type { StorePrisma } from "./prisma.ts";
import { isUuid } from "./uuid.ts";

const alertSchema = document({
  id: z.string(),
  kind: z.enum(AlertKind),
  channel: channel.exactOptional(),
  complaintId: idField.complaint.exactOptional(),
  conversationId: z.string().exactOptional(),
  at: moment,
});

/** What staff must see. */
export function alerts(prisma: StorePrisma, news: NewsDesk): Store["alerts"] {
  return {
    open: async (limit) => {
      const orderBy = [{ at: "asc" as const }, { id: "asc" as const }];
      return alertSchema
        .array()
        .parse(await prisma.alert.findMany({ where: { settledAt: null }, orderBy, take: limit }));
    },
    settle: async (id, settledBy, settledAt) => {
      if (!isUuid(id)) return;
      const { count } = await prisma.alert.updateMany({
        where: { id, settledAt: null },
        data: { settledBy, settledAt },
      });
      if (count > 0) news.publish([{ kind: "alert", id }]);
    },
  };
}
