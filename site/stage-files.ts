import { setTimeout as pause } from "node:timers/promises";
import type { Attachment } from "../core/attachment/attachment.ts";
import { newFileKey } from "../core/attachment/file-key.ts";
import type { FileKind } from "../core/channel/inbound.ts";
import { brand } from "../core/ids.ts";
import type { AttachmentId } from "../core/ids.ts";
import type { Sealer } from "./sealer.ts";
import type { SentFile } from "./read-form.ts";
import type { SiteTools } from "./site-tools.ts";

/** Photos are cleaned within a second or two; the page waits for it, so that it can say which file will not do. */
const waitMs = 3_000;
const stepMs = 100;

const purpose = "file";

/** Puts the files aside and has them checked and cleaned like every other; resolves when they are, or after some seconds. */
export async function stageFiles(tools: SiteTools, files: readonly SentFile[]): Promise<readonly Attachment[]> {
  const ids: AttachmentId[] = [];
  for (const file of files) {
    const key = newFileKey("staged", tools.random);
    await tools.files.put(key, file.bytes, "application/octet-stream");
    const attachment: Attachment = {
      id: brand<AttachmentId>(tools.ids.uuid()),
      origin: "customer",
      source: { kind: "staged", key },
      kind: kindOf(file.claimedType),
      ...(file.name === "" ? {} : { name: file.name }),
      state: "announced",
      announcedAt: tools.clock.now(),
      attempts: 0,
    };
    await tools.casework.announce(attachment);
    ids.push(attachment.id);
  }
  return settled(tools, ids);
}

async function settled({ store }: SiteTools, ids: readonly AttachmentId[]): Promise<readonly Attachment[]> {
  if (ids.length === 0) return [];
  for (let waited = 0; waited < waitMs; waited += stepMs) {
    const files = await store.attachments.byIds(ids);
    if (files.every(({ state }) => state === "stored" || state === "refused")) return files;
    await pause(stepMs);
  }
  return store.attachments.byIds(ids);
}

function kindOf(claimedType: string): FileKind {
  if (claimedType.startsWith("image/")) return "photo";
  if (claimedType.startsWith("audio/")) return "voice";
  return claimedType.startsWith("video/") ? "video" : "document";
}

/** What a page carries of a file that has reached us: nobody can name another's. */
export function fileTicket(sealer: Sealer, { id }: Pick<Attachment, "id">): string {
  return sealer.seal(purpose, id);
}

/** The files that a form carries and no complaint has yet, in the order of the tickets. */
export async function carriedFiles(tools: SiteTools, tickets: readonly string[]): Promise<readonly Attachment[]> {
  const ids = [...new Set(tickets)].flatMap((ticket) => {
    const id = tools.sealer.open(purpose, ticket);
    return id === undefined ? [] : [brand<AttachmentId>(id)];
  });
  const files = ids.length === 0 ? [] : await tools.store.attachments.byIds(ids);
  return files.filter(({ complaintId, origin }) => complaintId === undefined && origin === "customer");
}
