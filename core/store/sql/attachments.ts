import type { AttachmentId } from "../../ids.ts";
import type { Attachment } from "../../attachment/attachment.ts";
import type { Store } from "../store.ts";
import { attachmentSchema } from "./conversation-document.ts";
import type { NewsDesk } from "./news.ts";
import type { StorePrisma } from "./prisma.ts";
import { readDocuments } from "./read-statements.ts";
import type { Sql, SqlValue } from "./sql.ts";
import { isUuid } from "../uuid.ts";

const TAKE = `
UPDATE attachment f SET state = 'fetching', attempts = f.attempts + 1, leased_until = $2
WHERE f.id = ANY (ARRAY(
  SELECT id FROM attachment
  WHERE (state = 'announced' OR state = 'fetching') AND (leased_until IS NULL OR leased_until <= $1)
  ORDER BY announced_at LIMIT $3 FOR UPDATE SKIP LOCKED
))
RETURNING row_to_json(f) AS document`;

/** From the few customers without details to their files; what they sent since then may belong to a draft. */
const OF_ERASED = `
SELECT row_to_json(f) AS document FROM customer cu
JOIN attachment f ON f.customer_id = cu.id AND f.complaint_id IS NULL AND f.announced_at <= cu.erased_at
WHERE cu.erased_at IS NOT NULL AND f.state IN ('stored', 'refused') ORDER BY f.announced_at, f.id LIMIT $1`;

/** Staff write files to customers who have no complaint, so that theirs may be in use without belonging to anybody. */
const NEVER_SENT = `
SELECT row_to_json(f) AS document FROM attachment f
WHERE f.complaint_id IS NULL AND f.customer_id IS NULL AND f.origin = 'customer' AND f.announced_at < $1 AND f.state IN ('stored', 'refused')
ORDER BY f.announced_at, f.id LIMIT $2`;

/** Files and the fetching of them. */
export function attachments(sql: Sql, prisma: StorePrisma, news: NewsDesk): Store["attachments"] {
  const read = async (where: string, values: readonly SqlValue[]): Promise<readonly Attachment[]> => {
    const text = `SELECT row_to_json(f) AS document FROM attachment f WHERE ${where}`;
    return readDocuments(attachmentSchema, await sql.query({ text, values }));
  };
  const byIds = async (ids: readonly AttachmentId[]): Promise<readonly Attachment[]> => {
    const found = await read("f.id = ANY ($1)", [ids.filter(isUuid)]);
    const byId = new Map(found.map((file) => [file.id, file]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };
  return {
    byIds,
    byId: async (id) => (await byIds([id]))[0],
    ofComplaint: async (id) => (isUuid(id) ? read("f.complaint_id = $1 ORDER BY f.announced_at, f.id", [id]) : []),
    take: async (now, leaseMs, limit) => {
      const until = new Date(now.getTime() + leaseMs);
      const rows = await sql.query({ text: TAKE, values: [now.toISOString(), until.toISOString(), limit] });
      return readDocuments(attachmentSchema, rows).toSorted(
        (one, other) => one.announcedAt.getTime() - other.announcedAt.getTime(),
      );
    },
    stored: async (id, { at, ...file }) => {
      const change = { state: "stored" as const, storedAt: at, leasedUntil: null, ...file };
      await prisma.attachment.updateMany({ where: { id }, data: change });
      news.publish([{ kind: "attachment", id }]);
    },
    refused: async (id, refusal) => {
      await prisma.attachment.updateMany({ where: { id }, data: { state: "refused", refusal, leasedUntil: null } });
      news.publish([{ kind: "attachment", id }]);
    },
    ofErased: async (limit) => readDocuments(attachmentSchema, await sql.query({ text: OF_ERASED, values: [limit] })),
    neverSent: async (before, limit) =>
      readDocuments(attachmentSchema, await sql.query({ text: NEVER_SENT, values: [before.toISOString(), limit] })),
    remove: async (id) => {
      const { count } = await prisma.attachment.deleteMany({ where: { id } });
      if (count > 0) news.publish([{ kind: "attachment", id }]);
    },
  };
}
