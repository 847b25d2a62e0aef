import { createHash } from "node:crypto";
import type { Random } from "../ports.ts";
import type { FileStore, RefusalReason, StoredFile } from "./attachment.ts";
import { cleanPicture } from "./clean-picture.ts";
import { detectType } from "./detect-type.ts";
import { newFileKey } from "./file-key.ts";
import { maxFileBytes, treatmentOf } from "./file-rules.ts";

/** Looks for viruses; `true` when the bytes carry one. Rejects with `Fault` when the scanner does not answer, so that nothing passes unseen. */
export type Scan = (bytes: Uint8Array) => Promise<boolean>;

/** What the examination stands on. */
export interface ExamineTools {
  readonly files: FileStore;
  readonly random: Random;
  /** Undefined where no scanner is set up. */
  readonly scan: Scan | undefined;
}

/**
 * Checks bytes against the rules, makes the clean copy and puts original, copy and thumbnail into the file store. Returns why the file was
 * refused instead; nothing of a refused file is kept.
 */
export async function examine(bytes: Uint8Array, now: Date, tools: ExamineTools): Promise<StoredFile | RefusalReason> {
  if (bytes.length > maxFileBytes) return "too_large";
  const type = await detectType(bytes);
  const treatment = type === undefined ? undefined : treatmentOf(type);
  if (type === undefined || treatment === undefined) return bytes.length === 0 ? "broken" : "kind_not_allowed";
  if ((await tools.scan?.(bytes)) === true) return "infected";
  return treatment === "picture" ? keepPicture(bytes, type, now, tools) : keepDownload(bytes, type, now, tools);
}

async function keepPicture(
  bytes: Uint8Array,
  type: string,
  now: Date,
  { files, random }: ExamineTools,
): Promise<StoredFile | RefusalReason> {
  const clean = await cleanPicture(bytes, type);
  if (typeof clean === "string") return clean;
  const originalKey = newFileKey("original", random);
  const cleanKey = newFileKey("clean", random);
  const thumbnailKey = newFileKey("thumbnail", random);
  await Promise.all([
    files.put(originalKey, bytes, type),
    files.put(cleanKey, clean.bytes, clean.type),
    files.put(thumbnailKey, clean.thumbnail, "image/webp"),
  ]);
  return {
    at: now,
    type: clean.type,
    bytes: clean.bytes.length,
    originalKey,
    originalSha256: sha256(bytes),
    cleanKey,
    cleanSha256: sha256(clean.bytes),
    thumbnailKey,
  };
}

async function keepDownload(
  bytes: Uint8Array,
  type: string,
  now: Date,
  { files, random }: ExamineTools,
): Promise<StoredFile> {
  const key = newFileKey("original", random);
  await files.put(key, bytes, type);
  const hash = sha256(bytes);
  return {
    at: now,
    type,
    bytes: bytes.length,
    originalKey: key,
    originalSha256: hash,
    cleanKey: key,
    cleanSha256: hash,
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
