import { z } from "zod";
import type { Store } from "../store.ts";
import { AlertKind } from "../generated/enums.ts";
import { channel, document, id as idField, moment } from "./fields.ts";
import type { NewsDesk } from "./news.ts";
import type { StorePrisma } from "./prisma.ts";
import type { Sql } from "./sql.ts";
import { isUuid } from "../uuid.ts";

const alertSchema = document({
  id: z.string(),
  kind: z.enum(AlertKind),
  channel: channel.exactOptional(),
  complaintId: idField.complaint.exactOptional(),
  conversationId: z.string().exactOptional(),
  agentId: idField.agent.exactOptional(),
  at: moment,
});

const COLUMNS =
  'id, kind, channel, complaint_id AS "complaintId", conversation_id AS "conversationId", agent_id AS "agentId", at';
const OPEN = `SELECT ${COLUMNS} FROM alert WHERE settled_at IS NULL AND agent_id IS NULL ORDER BY at, id LIMIT $1`;
/** Two ranges, each of its own index, so that what is for others is not read. */
const OPEN_FOR_AGENT = `
SELECT * FROM (
  (${OPEN}) UNION ALL
  (SELECT ${COLUMNS} FROM alert WHERE settled_at IS NULL AND agent_id = $2 ORDER BY at, id LIMIT $1)
) open ORDER BY at, id LIMIT $1`;

/** What staff must see. */
export function alerts(sql: Sql, prisma: StorePrisma, news: NewsDesk): Store["alerts"] {
  return {
    open: async (limit, agentId) => {
      const isKnown = agentId !== undefined && isUuid(agentId);
      const values = isKnown ? [limit, agentId] : [limit];
      return alertSchema.array().parse(await sql.query({ text: isKnown ? OPEN_FOR_AGENT : OPEN, values }));
    },
    settle: async (id, settledBy, settledAt) => {
      if (!isUuid(id)) return;
      const { count } = await prisma.alert.updateMany({
        where: { id, settledAt: null, OR: [{ agentId: null }, { agentId: settledBy }] },
        data: { settledBy, settledAt },
      });
      if (count > 0) news.publish([{ kind: "alert", id }]);
    },
  };
}
