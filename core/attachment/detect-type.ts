import { fileTypeFromBuffer } from "file-type";

/** The media type that the bytes themselves show; `text/plain` for clean UTF-8; undefined for anything unknown. What the sender claims plays no part. */
export async function detectType(bytes: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime;
  return isPlainText(bytes) ? "text/plain" : undefined;
}

/** Bytes that a text never has: all C0 controls but tab, line feed, form feed, carriage return and escape. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const allowed = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
  if (bytes.some((byte) => byte < 0x20 && !allowed.has(byte))) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
