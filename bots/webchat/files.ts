import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { failure, tryAgain } from "./answer.ts";
import type { ChatFiles, ChatStore, LoggedFile } from "./ports.ts";
import type { Tokens } from "./tokens.ts";

/** Waits for news of one file, at most `ms`; resolves in any case. */
export type AwaitFile = (id: AttachmentId, ms: number) => Promise<void>;

export interface FileDoor {
  readonly store: ChatStore;
  readonly files: ChatFiles;
  readonly tokens: Tokens;
  readonly awaitFile: AwaitFile;
}

/** A photo is cleaned within a second; the customer's page, which asks at once, waits for it rather than showing a broken picture. */
const waits = 10;
const waitMs = 1_000;
const retrySeconds = 5;

/**
 * Hands a visitor a file of their own conversation: the clean copy, never the original. The signed address names both the visitor
 * and the file, and the file's owner is looked up again.
 */
export async function serveFile(door: FileDoor, request: HttpRequest): Promise<HttpResponse> {
  const opened = door.tokens.readFileToken(request.query.get("t") ?? "");
  if (!opened.ok) return failure(403, opened.why === "expired" ? "TokenExpired" : "BadToken");
  const { user, file: fileId } = opened.claims;
  if (fileId !== request.params["file"]) return failure(403, "BadToken");
  const customer = await door.store.conversations.byAddress({ channel: "webchat", externalId: user });
  const file = await settled(door, brand<AttachmentId>(fileId));
  if (file === undefined || !isOf(file, customer?.customerId)) return failure(404, "FileNotFound");
  return request.query.get("size") === "small" ? sendSmall(door, file) : sendWhole(door, file);
}

function isOf({ origin, customerId: owner }: LoggedFile, customerId: string | undefined): boolean {
  return customerId !== undefined && (owner === customerId || (origin === "staff" && owner === undefined));
}

async function settled({ store, awaitFile }: FileDoor, id: AttachmentId): Promise<LoggedFile | undefined> {
  for (let turn = 0; turn < waits; turn += 1) {
    const file = await store.attachments.byId(id);
    if (file === undefined || file.state === "stored" || file.state === "refused") return file;
    await awaitFile(id, waitMs);
  }
  return store.attachments.byId(id);
}

/** Kinds that a browser may draw by itself; everything else is only saved. */
const drawn: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
/** What the attachments' room makes thumbnails in. */
const thumbnailType = "image/webp";

function sendSmall(door: FileDoor, file: LoggedFile): Promise<HttpResponse> {
  const key = file.stored?.thumbnailKey;
  return key === undefined ? sendWhole(door, file) : sendBytes(door, file, key, thumbnailType);
}

async function sendWhole(door: FileDoor, file: LoggedFile): Promise<HttpResponse> {
  if (file.state === "refused") return failure(410, "FileRefused");
  if (file.stored === undefined) return tryAgain("FileNotReady", retrySeconds);
  const { cleanKey, type } = file.stored;
  return sendBytes(door, file, cleanKey, drawn.has(type) ? type : "application/octet-stream");
}

async function sendBytes({ files }: FileDoor, { name }: LoggedFile, key: string, type: string): Promise<HttpResponse> {
  const bytes = await files.get(key);
  if (bytes === undefined) return failure(404, "FileNotFound");
  return {
    status: 200,
    bytes,
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename*=UTF-8''${encodeName(name ?? "file")}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=43200, immutable",
    },
  };
}

/** RFC 8187: `encodeURIComponent` leaves five characters that the header may not have. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
