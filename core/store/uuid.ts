import { createHash } from "node:crypto";

/** Whether `text` can be an id: the database refuses to compare anything else with one. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
}

/** The UUID of version 5 (RFC 9562, 5.5) that always stands for `name`. */
export function uuidOf(name: string): string {
  const digest = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

/** Ours, drawn at random once. */
const NAMESPACE = Buffer.from("5a0c2b1e8f6d4f0c9a3be1d7c4420f96", "hex");
