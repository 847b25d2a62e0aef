import type { Attachment, StoredFile } from "../../core/attachment/attachment.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import type { SiteTools } from "../site-tools.ts";

/** The customer's own files, and those that came with a decision that they were told. What only staff may see is none of them. */
export async function visibleFiles(
  { store }: Pick<SiteTools, "store">,
  { evidence, questions, rounds }: Complaint,
): Promise<readonly Attachment[]> {
  const ids = [
    ...evidence.flatMap(({ internal, attachments }) => (internal ? [] : attachments)),
    ...questions.flatMap(({ answer }) => answer?.attachments ?? []),
    ...rounds.flatMap(({ decision, consent }) => (consent === undefined ? [] : (decision?.attachments ?? []))),
  ];
  return ids.length === 0 ? [] : store.attachments.byIds([...new Set(ids)]);
}

/** Kinds that a browser may draw by itself; everything else is only saved. */
const drawn: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);

/** What thumbnails are made in. */
const thumbnailType = "image/webp";

/** The clean copy, or its small picture; undefined where there is none. Never the original. */
export async function fileAnswer(
  { files }: Pick<SiteTools, "files">,
  { stored, name = "file" }: Attachment,
  isSmall: boolean,
): Promise<HttpResponse | undefined> {
  if (stored === undefined) return undefined;
  const key = isSmall ? stored.thumbnailKey : stored.cleanKey;
  const bytes = key === undefined ? undefined : await files.get(key);
  return bytes === undefined ? undefined : sent(bytes, stored, name, isSmall);
}

function sent(bytes: Uint8Array, stored: StoredFile, name: string, isSmall: boolean): HttpResponse {
  const type = isSmall ? thumbnailType : stored.type;
  return {
    status: 200,
    bytes,
    headers: {
      "content-type": drawn.has(type) ? type : "application/octet-stream",
      "content-disposition": isSmall ? "inline" : `attachment; filename="file"; filename*=UTF-8''${encodeName(name)}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
    },
  };
}

/** RFC 8187: `encodeURIComponent` leaves characters that the header may not have. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
