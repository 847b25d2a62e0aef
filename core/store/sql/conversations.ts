import type { Store } from "../store.ts";
import { conversationSchema, customerSchema, messageSchema } from "./conversation-document.ts";
import { readDocuments, readMessages } from "./read-statements.ts";
import type { Sql } from "./sql.ts";
import { isUuid } from "./uuid.ts";

const CONVERSATIONS = "SELECT row_to_json(co) AS document FROM conversation co";
const MESSAGES =
  "SELECT row_to_json(m) AS document, co.external_id AS address FROM message m JOIN conversation co ON co.id = m.conversation_id";

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
