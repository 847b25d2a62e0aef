import { z } from "zod";
import { countEach } from "../count-each.ts";
import type { ConversationView } from "../lists.ts";
import type { Store } from "../store.ts";
import { conversationSchema, customerSchema, messageSchema, ownershipSchema } from "./conversation-document.ts";
import { listPage, viewCountsStatement } from "./conversation-list.ts";
import { id as idField } from "./fields.ts";
import { readDocuments, readMessages } from "./read-statements.ts";
import type { Sql } from "./sql.ts";
import { isUuid } from "../uuid.ts";

const CONVERSATIONS = "SELECT row_to_json(co) AS document FROM conversation co";
const MESSAGES =
  "SELECT row_to_json(m) AS document, co.external_id AS address FROM message m JOIN conversation co ON co.id = m.conversation_id";

/** One look into an index for each agent, however many conversations others have. */
const LOAD = `
SELECT a.id, (SELECT count(*) FROM conversation co WHERE co.owner_agent_id = a.id)::int
  + (SELECT count(*) FROM conversation co WHERE co.owner_offered_to = a.id)::int AS count
FROM unnest($1::uuid[]) a(id)`;

const loadSchema = z.object({ id: idField.agent, count: z.number() });

/** Reading conversations. */
export function conversations(sql: Sql): Store["conversations"] {
  const read = async (where: string, values: readonly string[]) =>
    readDocuments(conversationSchema, await sql.query({ text: `${CONVERSATIONS} WHERE ${where}`, values }));
  return {
    byId: async (id) => (isUuid(id) ? (await read("co.id = $1", [id]))[0] : undefined),
    byAddress: async ({ channel, externalId }) =>
      (await read("co.channel = $1 AND co.external_id = $2", [channel, externalId]))[0],
    ofCustomer: async (id) =>
      isUuid(id) ? read("co.customer_id = $1 OR co.joined_from_id = $1 ORDER BY co.created_at, co.id", [id]) : [],
    customerWithNumber: async (phone) => {
      const text =
        "SELECT row_to_json(cu) AS document FROM customer cu WHERE cu.phone = $1 AND cu.phone_proven ORDER BY cu.created_at, cu.id LIMIT 1";
      return readDocuments(customerSchema, await sql.query({ name: "number", text, values: [phone] }))[0];
    },
    messages: async (id, after, limit) => {
      if (!isUuid(id)) return [];
      const text = `${MESSAGES} WHERE m.conversation_id = $1 AND m.seq > $2 ORDER BY m.seq LIMIT $3`;
      return readMessages(messageSchema, await sql.query({ name: "messages", text, values: [id, after, limit] }));
    },
    messagesBefore: async (id, before, limit) => {
      if (!isUuid(id) || limit < 1) return [];
      const text = `${MESSAGES} WHERE m.conversation_id = $1 AND m.seq < $2 ORDER BY m.seq DESC LIMIT $3`;
      const values = [id, Math.min(before, 2 ** 31 - 1), limit];
      return readMessages(messageSchema, await sql.query({ name: "messages before", text, values })).toReversed();
    },
    list: (view, page) => listPage(sql, view, page),
    counts: async (views, cap) => {
      const [row] = await sql.query(viewCountsStatement(Object.values<ConversationView>(views), cap));
      return countEach(views, (_view, place) => z.number().parse(row?.[`n${place}`] ?? 0));
    },
    ...ownerReads(sql),
    customer: async (id) => {
      if (!isUuid(id)) return undefined;
      const text = "SELECT row_to_json(cu) AS document FROM customer cu WHERE cu.id = $1";
      return readDocuments(customerSchema, await sql.query({ text, values: [id] }))[0];
    },
    message: async (id) => {
      if (!isUuid(id)) return undefined;
      return readMessages(messageSchema, await sql.query({ text: `${MESSAGES} WHERE m.id = $1`, values: [id] }))[0];
    },
  };
}

function ownerReads(sql: Sql): Pick<Store["conversations"], "ownerships" | "ownersDue" | "load"> {
  return {
    ownerships: async (id) => {
      if (!isUuid(id)) return [];
      const text = "SELECT row_to_json(o) AS document FROM ownership o WHERE o.conversation_id = $1 ORDER BY o.ordinal";
      return readDocuments(ownershipSchema, await sql.query({ text, values: [id] }));
    },
    ownersDue: async (now, limit) => {
      const text = `${CONVERSATIONS} WHERE co.owner_due_at <= $1 ORDER BY co.owner_due_at, co.id LIMIT $2`;
      const values = [now.toISOString(), limit];
      return readDocuments(conversationSchema, await sql.query({ name: "owners due", text, values }));
    },
    load: async (agentIds) => {
      const rows = await sql.query({ name: "load", text: LOAD, values: [agentIds.filter(isUuid)] });
      const found = new Map(
        loadSchema
          .array()
          .parse(rows)
          .map(({ id, count }) => [id, count]),
      );
      return new Map(agentIds.map((id) => [id, found.get(id) ?? 0]));
    },
  };
}
