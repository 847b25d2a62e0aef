import type { Attachment } from "../../core/attachment/attachment.ts";
import { newFileKey } from "../../core/attachment/file-key.ts";
import { maxFileBytes } from "../../core/attachment/file-rules.ts";
import type { FileKind } from "../../core/channel/inbound.ts";
import { problem } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { audit } from "../audit-trail.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { readUpload } from "../read-upload.ts";
import type { UploadedFile } from "../read-upload.ts";
import { z } from "../schemas/api-zod.ts";
import { attachmentSchema } from "../schemas/conversation-schema.ts";
import { attachmentId, words } from "../schemas/shared.ts";
import { attachmentView } from "../views/message-view.ts";

/** What the form's own lines and other parts may take beside the file. */
const FORM_BYTES = 64 * 1024;

const params = z.object({ id: attachmentId });
const tag = "Files";

/** Files: upload by staff, what is known of one, the clean copy, its thumbnail, and the sealed original. */
export function attachmentEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [upload(tools), known(tools), content(tools), thumbnail(tools), original(tools)];
}

function upload(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "attachment.upload",
    method: "POST",
    path: "/api/v1/attachments",
    summary: "Upload a file to be named in a command; it is checked and cleaned beside, see its `state`",
    multipart: { maxBytes: maxFileBytes + FORM_BYTES },
    success: { status: 201, schema: attachmentSchema },
    handle: async ({ request }, who) => {
      const read = await readUpload(request, maxFileBytes);
      if (!read.ok) return refusedUpload(read.why);
      const attachment = await announce(read.file, tools);
      await audit(tools, who, "attachment.upload", `attachment ${attachment.id}`);
      return { value: attachmentView(attachment) };
    },
  });
}

/** Puts the bytes aside and says that they are there; the fetcher does the rest, as with every file. */
async function announce({ bytes, name, claimedType }: UploadedFile, tools: DeskTools): Promise<Attachment> {
  const key = newFileKey("staged", tools.random);
  await tools.files.put(key, bytes, "application/octet-stream");
  const attachment: Attachment = {
    id: brand<AttachmentId>(tools.ids.uuid()),
    origin: "staff",
    source: { kind: "staged", key },
    kind: kindOf(claimedType),
    ...(name === "" ? {} : { name: name.replaceAll("\0", "").slice(0, 200) }),
    state: "announced",
    announcedAt: tools.clock.now(),
    attempts: 0,
  };
  await tools.casework.announce(attachment);
  return attachment;
}

function kindOf(claimedType: string): FileKind {
  if (claimedType.startsWith("image/")) return "photo";
  if (claimedType.startsWith("audio/")) return "voice";
  return claimedType.startsWith("video/") ? "video" : "document";
}

function refusedUpload(why: "no_form" | "no_file" | "too_large"): HttpResponse {
  if (why === "too_large")
    return problem(413, "staff.file_too_large", { megabytes: Math.floor(maxFileBytes / 1024 / 1024) });
  return problem(400, why === "no_file" ? "staff.file_missing" : "staff.form_broken");
}

function known(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/attachments/:id",
    summary: "What is known of a file",
    params,
    success: { status: 200, schema: attachmentSchema },
    refusals: [404],
    handle: async ({ params: { id } }, who) => {
      const attachment = await tools.store.attachments.byId(id);
      if (attachment === undefined) return problem(404, "staff.attachment_unknown");
      await audit(tools, who, "attachment.look", `attachment ${id}`);
      return { value: attachmentView(attachment) };
    },
  });
}

function content(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/attachments/:id/content",
    summary: "The clean copy, as a download",
    params,
    success: { status: 200, type: "application/octet-stream" },
    refusals: [404, 409],
    handle: async ({ params: { id } }, who) => {
      const attachment = await tools.store.attachments.byId(id);
      if (attachment === undefined) return problem(404, "staff.attachment_unknown");
      await audit(tools, who, "attachment.read", `attachment ${id}`);
      return file(tools, attachment.stored?.cleanKey, { type: attachment.stored?.type, name: attachment.name ?? id });
    },
  });
}

function thumbnail(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "complaint.read",
    method: "GET",
    path: "/api/v1/attachments/:id/thumbnail",
    summary: "A small picture of it, to be shown in lists",
    params,
    success: { status: 200, type: "image/webp" },
    refusals: [404, 409],
    handle: async ({ params: { id } }, who) => {
      const attachment = await tools.store.attachments.byId(id);
      if (attachment === undefined) return problem(404, "staff.attachment_unknown");
      await audit(tools, who, "attachment.thumbnail", `attachment ${id}`);
      return file(tools, attachment.stored?.thumbnailKey, { type: "image/webp" });
    },
  });
}

function original(tools: DeskTools): Endpoint {
  return endpoint({
    tag,
    access: "attachment.original",
    method: "POST",
    path: "/api/v1/attachments/:id/original",
    summary: "The sealed original, with its hidden data, for the investigation: the reason goes into the audit trail",
    params,
    body: z.object({ reason: words }),
    success: { status: 200, type: "application/octet-stream" },
    refusals: [404, 409],
    handle: async ({ params: { id }, body: { reason } }, who) => {
      const attachment = await tools.store.attachments.byId(id);
      if (attachment === undefined) return problem(404, "staff.attachment_unknown");
      await audit(tools, who, "attachment.original", `attachment ${id}`, { reason });
      return file(tools, attachment.stored?.originalKey, { type: undefined, name: attachment.name ?? id });
    },
  });
}

/** Bytes that a browser may show as nothing but what they are: with a name, only as a download. */
async function file(
  tools: DeskTools,
  key: string | undefined,
  { type = "application/octet-stream", name }: { readonly type: string | undefined; readonly name?: string },
): Promise<HttpResponse> {
  const bytes = key === undefined ? undefined : await tools.files.get(key);
  if (bytes === undefined) return problem(409, "staff.attachment_not_stored");
  const headers = {
    "content-type": type,
    "content-disposition":
      name === undefined ? "inline" : `attachment; filename="file"; filename*=UTF-8''${encodeName(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    // A file never changes under its id; still, no shared computer should keep it.
    "cache-control": "private, no-store",
  };
  return { status: 200, bytes, headers };
}

/** RFC 8187: what `encodeURIComponent` leaves and the header's grammar does not. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
